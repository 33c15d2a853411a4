package org.spectrastreams.formats.records;

import java.util.Optional;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * Stage positions that lie on a grid, in µm.
 *
 * @param places the pixel of each record
 * @param stage where the pixels lie
 */
public record StageGrid(RecordPlaces places, Places stage) {
  /** How far a position may lie from its pixel's centre, in steps: stages are not exact. */
  private static final double MOST_OFF = 0.3;

  /**
   * Positions along one side of a grid.
   *
   * @param at the position of each record, µm
   * @param first the position of pixel 0
   * @param step the distance from a pixel to the next, may be negative
   * @param count how many pixels
   */
  public record Along(double[] at, double first, double step, int count) {
    /** The pixels of the records; null where one lies off the grid. */
    private int[] pixels() {
      int[] pixels = new int[at.length];
      for (int i = 0; i < at.length; i++) {
        double exact = count == 1 ? 0 : (at[i] - first) / step;
        double nearest = Math.rint(exact);
        if (!(Math.abs(exact - nearest) <= MOST_OFF && nearest >= 0 && nearest < count)) {
          return null;
        }
        pixels[i] = (int) nearest;
      }
      return pixels;
    }

    /** The step that the positions have themselves; NaN for one pixel. */
    private double measuredStep(int[] pixels) {
      int low = 0;
      int high = 0;
      for (int i = 1; i < pixels.length; i++) {
        low = pixels[i] < pixels[low] ? i : low;
        high = pixels[i] > pixels[high] ? i : high;
      }
      if (count == 1) {
        return Double.NaN;
      }
      return pixels[low] == pixels[high]
          ? step
          : (at[high] - at[low]) / (pixels[high] - pixels[low]);
    }

    /** The position of pixel 0 by the first record. */
    private double origin(int[] pixels) {
      double stepped = count == 1 ? 0 : pixels[0] * measuredStep(pixels);
      return at[0] - stepped;
    }
  }

  /**
   * A grid parallel to the stage.
   *
   * @param from where the positions stand in the file
   * @return empty where a position lies off the grid, or two records on one pixel
   * @throws IllegalArgumentException if the grid is larger than an image may be
   */
  public static Optional<StageGrid> of(Along x, Along y, String from) {
    int[] columns = x.pixels();
    int[] rows = y.pixels();
    if (columns == null || rows == null || columns.length == 0) {
      return Optional.empty();
    }
    Places stage =
        Places.of(
            x.origin(columns),
            y.origin(rows),
            x.measuredStep(columns),
            y.measuredStep(rows),
            "µm",
            from);
    return framed(x.count(), y.count(), columns, rows, stage);
  }

  /**
   * A line in any direction, read as an image of one row.
   *
   * @param first its first position, x and y, µm
   * @param step from a position to the next, x and y
   */
  public static Optional<StageGrid> line(
      double[] x, double[] y, double[] first, double[] step, int count, String from) {
    double length = Math.hypot(step[0], step[1]);
    double[] along = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double right = x[i] - first[0];
      double up = y[i] - first[1];
      along[i] = (right * step[0] + up * step[1]) / length;
      double off = (right * step[1] - up * step[0]) / length;
      if (!(Math.abs(off) <= MOST_OFF * length)) {
        return Optional.empty();
      }
    }
    Along line = new Along(along, 0, length, count);
    int[] columns = line.pixels();
    if (columns == null || columns.length == 0) {
      return Optional.empty();
    }
    Places stage =
        new Places(
            x[0] - columns[0] * step[0],
            y[0] - columns[0] * step[1],
            line.measuredStep(columns),
            Double.NaN,
            Math.toDegrees(Math.atan2(step[1], step[0])),
            "µm",
            from);
    return framed(count, 1, columns, new int[columns.length], stage);
  }

  private static Optional<StageGrid> framed(
      int width, int height, int[] columns, int[] rows, Places stage) {
    ImageGeometry geometry = new ImageGeometry(width, height, stage.pixelSizeMicrometres());
    return RecordPlaces.at(geometry, columns, rows).map(places -> new StageGrid(places, stage));
  }
}
