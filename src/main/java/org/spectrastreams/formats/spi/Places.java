package org.spectrastreams.formats.spi;

import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.spectrum.StagePlaces;

/**
 * Where the pixels of an image lie on the stage.
 *
 * @param originX the stage position of pixel column 0, in {@code unit}; NaN where not stated
 * @param originY the stage position of pixel row 0
 * @param stepX the distance from a pixel column to the next, negative where positions fall; NaN
 *     where not stated
 * @param stepY the distance from a pixel row to the next
 * @param rotationDegrees how far the image's x axis is turned against the stage's, anticlockwise; 0
 *     where not stated
 * @param unit the unit of the positions, {@code µm} where they are; empty where not stated
 * @param from where the places stand in the file
 */
public record Places(
    double originX,
    double originY,
    double stepX,
    double stepY,
    double rotationDegrees,
    String unit,
    String from) {
  /** Positions that run parallel to the stage. */
  public static Places of(
      double originX, double originY, double stepX, double stepY, String unit, String from) {
    return new Places(originX, originY, stepX, stepY, 0, unit, from);
  }

  /**
   * The distance of neighbouring pixels in µm, that of a line's pixels where there is only one
   * line; NaN where pixels are not square or their size is not known in µm.
   */
  public double pixelSizeMicrometres() {
    double x = Math.abs(stepX);
    double y = Math.abs(stepY);
    if (!unit.equals("µm") || (Double.isNaN(x) && Double.isNaN(y))) {
      return Double.NaN;
    }
    double side = Double.isNaN(x) ? y : x;
    boolean square = Double.isNaN(x) || Double.isNaN(y) || Math.abs(x - y) <= 1e-6 * Math.max(x, y);
    return square && side > 0 && Double.isFinite(side) ? side : Double.NaN;
  }

  /**
   * The places as they travel with the spectra: in µm where they are stated in a length; empty
   * where they state no position.
   */
  Optional<StagePlaces> onStage() {
    double micrometres =
        switch (unit) {
          case "mm" -> 1000;
          case "nm" -> 0.001;
          default -> 1;
        };
    String travelling = micrometres == 1 ? unit : "µm";
    boolean says =
        !Double.isNaN(originX)
            || !Double.isNaN(originY)
            || !Double.isNaN(stepX)
            || !Double.isNaN(stepY);
    boolean finite =
        !Double.isInfinite(originX)
            && !Double.isInfinite(originY)
            && !Double.isInfinite(stepX)
            && !Double.isInfinite(stepY)
            && Double.isFinite(rotationDegrees);
    return says && finite && travelling.length() <= StagePlaces.UNIT_LENGTH
        ? Optional.of(
            new StagePlaces(
                originX * micrometres,
                originY * micrometres,
                stepX * micrometres,
                stepY * micrometres,
                rotationDegrees,
                travelling))
        : Optional.empty();
  }

  /** For instance {@code pixels of 2.5 × 2.5 µm from (-5, 10) µm (columns "X", "Y")}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String ofUnit = unit.isEmpty() ? " (no unit stated)" : " " + unit;
    if (!Double.isNaN(stepX) && !Double.isNaN(stepY)) {
      text.append("pixels of ").append(plain(Math.abs(stepX))).append(" × ");
      text.append(plain(Math.abs(stepY))).append(ofUnit);
    } else if (!Double.isNaN(stepX) || !Double.isNaN(stepY)) {
      double step = Double.isNaN(stepX) ? stepY : stepX;
      text.append("pixels ").append(plain(Math.abs(step))).append(ofUnit).append(" apart");
    }
    if (!Double.isNaN(originX) && !Double.isNaN(originY)) {
      text.append(text.isEmpty() ? "" : " ").append("from (").append(plain(originX)).append(", ");
      text.append(plain(originY)).append(')').append(ofUnit);
    }
    if (rotationDegrees != 0) {
      text.append(" turned by ").append(plain(rotationDegrees)).append('°');
    }
    return text.append(" (").append(from).append(')').toString().strip();
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(Math.rint(value * 1e6) / 1e6);
  }
}
