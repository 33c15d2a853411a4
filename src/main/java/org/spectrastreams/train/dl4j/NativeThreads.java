package org.spectrastreams.train.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps ND4J's native code on the calling thread. Members are trained in parallel, one thread each,
 * which is faster than several threads in the small operations of one member, and sums then have a
 * fixed order, so that results repeat.
 */
public final class NativeThreads {
  private NativeThreads() {}

  /** Restricts native operations that this thread starts to this thread. */
  public static void useOne() {
    Nd4j.getExecutioner(); // ND4J fails to start when its native side is asked for first
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }
}
