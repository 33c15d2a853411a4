package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Brings a plane, a spectrum of two dimensions, onto the model's two axes: the first step of a
 * chain of planes, which has no {@link Preprocessing.Interpolate}.
 *
 * @param columns the axis along a row
 * @param rows the axis of the rows, of the same kind
 * @param reduction whether planes over other axes are taken: pictures alone, whose axes are of
 *     points
 * @param mostStretch how much more a picture may be reduced along one side than along the other, 1
 *     or more; 1 where nothing is reduced
 */
public record PlaneGrid(
    @JsonProperty(value = "columns", required = true)
        @JsonSerialize(using = ChainJson.AxisSerializer.class)
        @JsonDeserialize(using = ChainJson.AxisDeserializer.class)
        SpectralAxis columns,
    @JsonProperty(value = "rows", required = true)
        @JsonSerialize(using = ChainJson.AxisSerializer.class)
        @JsonDeserialize(using = ChainJson.AxisDeserializer.class)
        SpectralAxis rows,
    @JsonProperty(value = "reduction", required = true) Reduction reduction,
    @JsonProperty(value = "mostStretch", required = true) double mostStretch)
    implements Preprocessing {
  private static final double TOLERANCE = 1e-9;

  /** How a plane comes onto the grid. */
  public enum Reduction {
    /** It lies there already: a plane over other axes is refused. */
    @JsonProperty("none")
    NONE,
    /**
     * Every point of the grid is the mean of what it covers of a picture, parts of points included;
     * a picture that is smaller than the grid is refused.
     */
    @JsonProperty("area-mean")
    AREA_MEAN
  }

  /** Checks that the parts fit each other. */
  public PlaneGrid {
    Objects.requireNonNull(reduction, "reduction");
    boolean reduces = reduction == Reduction.AREA_MEAN;
    if ((long) columns.size() * rows.size() > SpectrumBlock.MAX_PLANE_POINTS
        || columns.kind() != rows.kind()) {
      throw new IllegalArgumentException(
          "a plane over "
              + columns
              + " and "
              + rows
              + "; expected axes of one kind, and at most "
              + SpectrumBlock.MAX_PLANE_POINTS
              + " points");
    }
    if (reduces && columns.kind() != AxisKind.PIXEL) {
      throw new IllegalArgumentException(
          "area means of a plane over "
              + columns
              + "; expected a picture, whose axes are of points");
    }
    if (!(reduces ? mostStretch >= 1 && Double.isFinite(mostStretch) : mostStretch == 1)) {
      throw new IllegalArgumentException(
          "mostStretch " + mostStretch + "; expected 1 or more, and 1 where nothing is reduced");
    }
  }

  /** The grid of pictures: points from the left and from the upper edge. */
  public static PlaneGrid ofPictures(int rows, int columns, double mostStretch) {
    return new PlaneGrid(
        SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, columns),
        SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, rows),
        Reduction.AREA_MEAN,
        mostStretch);
  }

  /** The values of a prepared plane. */
  public int points() {
    return columns.size() * rows.size();
  }

  /**
   * The step that brings planes over these axes onto the grid; empty where they lie there.
   *
   * @throws UnusableSpectrumException if they cannot be
   */
  Optional<PreparedStep> prepare(SpectralAxis along, SpectralAxis down)
      throws UnusableSpectrumException {
    if (along.kind() != columns.kind() || down.kind() != rows.kind()) {
      throw new UnusableSpectrumException(
          Reason.WRONG_AXIS_KIND,
          "the plane lies over " + described(along, down) + ", the model's over " + asked());
    }
    if (along.hasPointsOf(columns) && down.hasPointsOf(rows)) {
      return Optional.empty();
    }
    if (reduction == Reduction.NONE) {
      throw new UnusableSpectrumException(
          Reason.WRONG_DIMENSIONS,
          "the plane lies over "
              + described(along, down)
              + ", the model reads exactly "
              + asked()
              + ": process or measure it on that grid, or choose another model");
    }
    if (!counts(along) || !counts(down)) {
      throw new UnusableSpectrumException(
          Reason.WRONG_DIMENSIONS,
          "the picture's points are " + described(along, down) + "; expected 0, 1, 2 … of both");
    }
    double across = (double) along.size() / columns.size();
    double downwards = (double) down.size() / rows.size();
    double stretch = Math.max(across, downwards) / Math.min(across, downwards);
    if (across < 1 || downwards < 1 || stretch > mostStretch + TOLERANCE) {
      throw new UnusableSpectrumException(
          Reason.WRONG_DIMENSIONS,
          String.format(
              Locale.ROOT,
              "the picture has %d × %d points, the model reads %d × %d and takes larger pictures"
                  + " whose sides are %.3g to %.3g to each other: export it larger, or choose"
                  + " another model",
              along.size(),
              down.size(),
              columns.size(),
              rows.size(),
              (double) columns.size() / rows.size() / mostStretch,
              (double) columns.size() / rows.size() * mostStretch));
    }
    return Optional.of(areaMean(along.size(), down.size()));
  }

  private String asked() {
    return described(columns, rows);
  }

  private static String described(SpectralAxis along, SpectralAxis down) {
    return along + " and " + down;
  }

  private static boolean counts(SpectralAxis axis) {
    return axis.hasPointsOf(SpectralAxis.uniform(AxisKind.PIXEL, 0, 1, axis.size()));
  }

  /** The mean of what each point covers, parts of points included. */
  private PreparedStep areaMean(int width, int height) {
    double along = (double) width / columns.size();
    double down = (double) height / rows.size();
    return (from, to) -> {
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < columns.size(); column++) {
          double sum = 0;
          double area = 0;
          double top = row * down;
          double left = column * along;
          for (int y = (int) top; y < Math.min(height, top + down); y++) {
            double high = Math.min(y + 1, top + down) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(width, left + along); x++) {
              double part = high * (Math.min(x + 1, left + along) - Math.max(x, left));
              sum += part * from[y * width + x];
              area += part;
            }
          }
          to[row * columns.size() + column] = sum / area;
        }
      }
      return 0;
    };
  }
}
