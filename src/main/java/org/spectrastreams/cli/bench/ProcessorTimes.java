package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of this process between two moments, by who spent it. Says the same on a machine
 * that others use, too, where the clock does not.
 *
 * @param seconds between the moments, by the clock
 * @param spent seconds of processor time by worker; what no thread at hand accounts for is {@link
 *     Worker#OTHER}
 * @param waited seconds for which the threads that score were ready but had no processor; NaN where
 *     the system does not tell
 * @param others share of all processors that other processes had, 0 to 1; NaN likewise
 */
record ProcessorTimes(double seconds, Map<Worker, Double> spent, double waited, double others) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** A thread's name and its processor time so far, in ns. */
  private record Spent(String name, long nanos) {}

  /** How far every clock was at one moment. */
  static final class Moment {
    private final long nanos = System.nanoTime();
    private final long process = SYSTEM.getProcessCpuTime();
    private final Map<Long, Spent> java = new HashMap<>();
    private final SystemTasks tasks;
    private final String scoringThreads;

    private Moment(String scoringThreads) {
      this.scoringThreads = scoringThreads;
      for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
        long spent = thread == null ? -1 : THREADS.getThreadCpuTime(thread.getThreadId());
        if (spent >= 0) {
          java.put(thread.getThreadId(), new Spent(thread.getThreadName(), spent));
        }
      }
      this.tasks = SystemTasks.now(scoringThreads);
    }

    /** What was spent from this moment until now. */
    ProcessorTimes untilNow() {
      Moment now = new Moment(scoringThreads);
      Map<Worker, Double> spent = new EnumMap<>(Worker.class);
      double rest = (now.process - process) / 1e9;
      long own = Thread.currentThread().getId();
      for (Map.Entry<Long, Spent> thread : now.java.entrySet()) {
        String name = thread.getValue().name();
        Spent before = java.getOrDefault(thread.getKey(), new Spent(name, 0));
        double seconds = (thread.getValue().nanos() - before.nanos()) / 1e9;
        spent.merge(
            thread.getKey() == own ? Worker.BENCH : Worker.ofJava(name), seconds, Double::sum);
        rest -= seconds;
      }
      for (Map.Entry<Worker, Double> virtualMachine : now.tasks.since(tasks).entrySet()) {
        spent.merge(virtualMachine.getKey(), virtualMachine.getValue(), Double::sum);
        rest -= virtualMachine.getValue();
      }
      spent.merge(Worker.OTHER, Math.max(0, rest), Double::sum);
      double seconds = (now.nanos - nanos) / 1e9;
      return new ProcessorTimes(
          seconds,
          spent,
          now.tasks.waitedSince(tasks),
          now.tasks.othersSince(tasks, (now.process - process) / 1e9));
    }
  }

  /**
   * The clocks as they stand.
   *
   * @param scoringThreads what the names of the threads that score begin with
   */
  static Moment now(String scoringThreads) {
    return new Moment(scoringThreads);
  }

  /** Seconds of processor time in all. */
  double total() {
    return spent.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Seconds of processor time of one worker. */
  double of(Worker worker) {
    return spent.getOrDefault(worker, 0.0);
  }

  /** The share of all that was spent that one worker took, 0 to 1. */
  double share(Worker worker) {
    return of(worker) / total();
  }

  /**
   * The share of its time for which a thread that scores had nothing to do, as in waiting for
   * records or for a commit, 0 to 1.
   *
   * @param threads how many there are
   */
  double idle(int threads) {
    double ready = of(Worker.SCORING) + (Double.isNaN(waited) ? 0 : waited);
    return Math.max(0, 1 - ready / (threads * seconds));
  }

  /** The times of both; shares of others are weighed by the clock. */
  ProcessorTimes plus(ProcessorTimes more) {
    Map<Worker, Double> sum = new EnumMap<>(Worker.class);
    sum.putAll(spent);
    more.spent.forEach((worker, time) -> sum.merge(worker, time, Double::sum));
    double both = seconds + more.seconds;
    return new ProcessorTimes(
        both, sum, waited + more.waited, (others * seconds + more.others * more.seconds) / both);
  }

  /**
   * Writes the times as microseconds a spectrum.
   *
   * @param spectra that were scored meanwhile
   * @param threads that score
   */
  void write(ObjectNode answer, long spectra, int threads) {
    ObjectNode micros = answer.putObject("microsecondsASpectrum");
    for (Worker worker : Worker.values()) {
      micros.put(worker.key(), rounded(1e6 * of(worker) / spectra, 10));
    }
    answer.put("allMicrosecondsASpectrum", rounded(1e6 * total() / spectra, 10));
    answer.put("scoringIdle", rounded(idle(threads), 1000));
    put(answer, "scoringWaitedForAProcessor", waited / (threads * seconds));
    put(answer, "processorsOfOthers", others);
  }

  private static void put(ObjectNode answer, String key, double share) {
    if (Double.isNaN(share)) {
      answer.putNull(key);
    } else {
      answer.put(key, rounded(share, 1000));
    }
  }

  /** Rounded to that many parts of one. */
  static double rounded(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }
}
