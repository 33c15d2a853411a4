package org.spectrastreams.stream.maps;

import java.util.List;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/** How many pixels of an image have each class. Mutable; one thread at a time. */
final class ClassCounts {
  private final int[] pixels;

  ClassCounts(List<Integer> stored) {
    this.pixels = stored.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether the image has no classes. */
  boolean isEmpty() {
    return pixels.length == 0;
  }

  /**
   * A pixel changes its class.
   *
   * @param before as a tile's layer of classes has it; what is no class counts nowhere
   * @param after as a result has it, or {@link Sentinels#NO_CLASS}
   */
  void replace(int before, int after) {
    if (before < pixels.length) {
      pixels[before]--;
    }
    if (after != Sentinels.NO_CLASS) {
      pixels[after]++;
    }
  }

  void writeTo(Wire.ImageStatus.Builder status) {
    for (int c = 0; c < pixels.length; c++) {
      status.setClassCounts(c, pixels[c]);
    }
  }
}
