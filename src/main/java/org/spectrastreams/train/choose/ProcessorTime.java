package org.spectrastreams.train.choose;

import java.lang.management.ManagementFactory;

/** What a thread has cost, whatever else the machine was doing meanwhile. */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** Nanoseconds of a processor that the calling thread has taken; differences have a meaning. */
  public static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
