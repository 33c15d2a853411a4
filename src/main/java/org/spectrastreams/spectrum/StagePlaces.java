package org.spectrastreams.spectrum;

import java.util.Optional;

/**
 * Where the pixels of an image lie on the stage.
 *
 * @param originX the stage position of pixel column 0, in {@code unit}; NaN where not stated
 * @param originY the stage position of pixel row 0
 * @param stepX the distance from a pixel column to the next, negative where positions fall; NaN
 *     where not stated
 * @param stepY the distance from a pixel row to the next
 * @param rotationDegrees how far the image's x axis is turned against the stage's, anticlockwise
 * @param unit of positions and steps: {@code µm}, or as the file has it; empty where not stated; at
 *     most {@value #UNIT_LENGTH} characters
 */
public record StagePlaces(
    double originX,
    double originY,
    double stepX,
    double stepY,
    double rotationDegrees,
    String unit) {
  /** The longest name of a unit, in characters. */
  public static final int UNIT_LENGTH = 20;

  /** A position on the stage, in the unit of the places. */
  public record Position(double x, double y) {}

  /** Checks that numbers are finite, or not stated. */
  public StagePlaces {
    if (Double.isInfinite(originX)
        || Double.isInfinite(originY)
        || Double.isInfinite(stepX)
        || Double.isInfinite(stepY)
        || !Double.isFinite(rotationDegrees)) {
      throw new IllegalArgumentException(
          "places from ("
              + originX
              + ", "
              + originY
              + ") by ("
              + stepX
              + ", "
              + stepY
              + ") turned by "
              + rotationDegrees
              + "°; expected finite numbers");
    }
    if (unit.length() > UNIT_LENGTH) {
      throw new IllegalArgumentException(
          "a unit of " + unit.length() + " characters; expected at most " + UNIT_LENGTH);
    }
  }

  /** Where a pixel lies; empty where the places do not say. */
  public Optional<Position> at(int x, int y) {
    double right = x == 0 ? 0 : x * stepX;
    double down = y == 0 ? 0 : y * stepY;
    double turned = Math.toRadians(rotationDegrees);
    Position position =
        new Position(
            originX + Math.cos(turned) * right - Math.sin(turned) * down,
            originY + Math.sin(turned) * right + Math.cos(turned) * down);
    return Double.isNaN(position.x()) || Double.isNaN(position.y())
        ? Optional.empty()
        : Optional.of(position);
  }
}
