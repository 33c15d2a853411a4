package org.spectrastreams.formats.spi;

import java.util.List;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * The frame of spectra without places: a line, or as many whole lines as are needed, since no line
 * of an image is longer than {@value ImageGeometry#MAX_SIDE} pixels.
 */
public final class SpectrumList {
  /** The most spectra of a list. */
  public static final int MOST = 1 << 26;

  private SpectrumList() {}

  /**
   * The frame.
   *
   * @throws IllegalArgumentException if there are none, or more than {@link #MOST}
   */
  public static ImageGeometry frame(long count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          count + " spectra in a list; expected 1 to " + MOST + ": split it");
    }
    int lines = (int) ((count - 1) / ImageGeometry.MAX_SIDE) + 1;
    return ImageGeometry.of((int) Math.min(count, ImageGeometry.MAX_SIDE), lines);
  }

  /** The pixel column of a spectrum of the list, counted from 0. */
  public static int x(long spectrum) {
    return (int) (spectrum % ImageGeometry.MAX_SIDE);
  }

  /** The pixel row of a spectrum of the list. */
  public static int y(long spectrum) {
    return (int) (spectrum / ImageGeometry.MAX_SIDE);
  }

  /** What a user should know of a list that is longer than a line; empty otherwise. */
  public static List<String> note(long count) {
    return count <= ImageGeometry.MAX_SIDE
        ? List.of()
        : List.of(
            "a list without places, shown in lines of "
                + ImageGeometry.MAX_SIDE
                + " spectra, the last one not filled");
  }
}
