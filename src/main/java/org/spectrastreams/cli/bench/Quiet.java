package org.spectrastreams.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Whether this process has come to rest: nothing left over may fall into what is measured next. */
final class Quiet {
  /** Java's compilers at less than this share of what is spent: what is measured is what stays. */
  private static final double COMPILED = 0.02;

  private static final double IDLE = 0.1;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final Duration SETTLE = Duration.ofSeconds(5);

  private Quiet() {}

  /** Something that is measured. */
  interface Measure<T> {
    T once() throws IOException, InterruptedException, ExecutionException;
  }

  /**
   * Measures again and again until Java has compiled what that needs, or until time is up.
   *
   * @param deadline by {@link System#nanoTime}; once is measured in any case
   * @param times what of a measurement is the processors' time
   * @return the last measurement
   */
  static <T> T warmedUp(long deadline, Measure<T> measure, Function<T, ProcessorTimes> times)
      throws IOException, InterruptedException, ExecutionException {
    T last;
    do {
      last = measure.once();
    } while (times.apply(last).share(Worker.COMPILER) > COMPILED
        && System.nanoTime() - deadline < 0);
    return last;
  }

  /** What simulating spectra leaves behind is no part of the service's work. */
  static void afterSimulating() throws InterruptedException {
    System.gc();
    await(SETTLE);
  }

  /** Waits until the process takes less than a tenth of a processor, or until time is up. */
  static void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    double share = 1;
    while (share > IDLE && System.nanoTime() < deadline) {
      long spent = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      Thread.sleep(LOOK.toMillis());
      share = (SYSTEM.getProcessCpuTime() - spent) / (double) (System.nanoTime() - start);
    }
  }
}
