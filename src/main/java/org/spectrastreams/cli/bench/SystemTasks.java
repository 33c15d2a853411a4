package org.spectrastreams.cli.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Linux tells of this process's threads and of the machine ({@code proc(5)}): the threads of
 * the virtual machine, which Java does not show, how long threads were ready without a processor,
 * and how busy the machine is. Says nothing on other systems.
 */
final class SystemTasks {
  /** The system's unit of processor time, by far the usual one, in s. */
  private static final double TICK = 0.01;

  private static final int NAME = 15;
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path MACHINE = Path.of("/proc/stat");

  /** A thread of the virtual machine. */
  private record Task(Worker worker, double seconds) {}

  private final Map<String, Task> virtualMachine = new HashMap<>();
  private double waited;
  private double busy;
  private double all;
  private boolean known;

  private SystemTasks() {}

  /** As it stands. */
  static SystemTasks now(String scoringThreads) {
    SystemTasks tasks = new SystemTasks();
    String scoring = scoringThreads.substring(0, Math.min(NAME, scoringThreads.length()));
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
      for (Path thread : threads) {
        read(thread.resolve("stat")).ifPresent(stat -> tasks.add(thread, stat, scoring));
      }
      tasks.machine();
      tasks.known = true;
    } catch (IOException | NumberFormatException elsewhere) {
      tasks.known = false;
    }
    return tasks;
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException ended) {
      return Optional.empty(); // the thread has ended meanwhile
    }
  }

  private void add(Path thread, String stat, String scoring) {
    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    // Behind the name: state, …; user and system time are the fields 14 and 15 of the line.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    Worker worker = Worker.ofNative(name);
    if (worker != Worker.OTHER) {
      double seconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
      virtualMachine.put(thread.toString(), new Task(worker, seconds));
    }
    if (name.startsWith(scoring)) {
      // Run time, time ready without a processor, turns.
      read(thread.resolve("schedstat"))
          .ifPresent(turns -> waited += Long.parseLong(turns.strip().split(" ")[1]) / 1e9);
    }
  }

  private void machine() throws IOException {
    List<String> lines = Files.readAllLines(MACHINE);
    // cpu user nice system idle iowait irq softirq steal guest guest_nice
    String[] fields = lines.get(0).strip().split("\\s+");
    for (int i = 1; i <= 8; i++) {
      double seconds = Long.parseLong(fields[i]) * TICK;
      all += seconds;
      busy += i == 4 || i == 5 ? 0 : seconds;
    }
  }

  /** Seconds of processor time of the virtual machine's own threads since then. */
  Map<Worker, Double> since(SystemTasks before) {
    Map<Worker, Double> spent = new EnumMap<>(Worker.class);
    virtualMachine.forEach(
        (thread, task) -> {
          Task then = before.virtualMachine.get(thread);
          double seconds = task.seconds() - (then == null ? 0 : then.seconds());
          spent.merge(task.worker(), seconds, Double::sum);
        });
    return spent;
  }

  /** Seconds for which threads that score were ready without a processor. */
  double waitedSince(SystemTasks before) {
    return known && before.known ? Math.max(0, waited - before.waited) : Double.NaN;
  }

  /**
   * The share of all processors that others had, 0 to 1.
   *
   * @param own processor time of this process since then, in s
   */
  double othersSince(SystemTasks before, double own) {
    return known && before.known
        ? Math.max(0, busy - before.busy - own) / Math.max(TICK, all - before.all)
        : Double.NaN;
  }
}
