package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * A decoded table.
 *
 * @param x the abscissae in stored order, in the file's unit
 * @param y the ordinates with their factor
 * @param note what a user should know of the axis
 */
record Decoded(double[] x, float[] y, Optional<String> note) {
  /** How far the first ordinate may be off what the header says, by rounding. */
  private static final double FIRST_Y_TOLERANCE = 0.01;

  /**
   * Decodes a table.
   *
   * @param overrule whether a first ordinate that contradicts the header is accepted, and repeated
   *     ordinates that differ
   */
  static Decoded of(Path file, Table table, Records records, boolean decimalComma, boolean overrule)
      throws IOException {
    Variables variables = Variables.of(file, table);
    double[] x;
    double[] values;
    Optional<String> note = Optional.empty();
    if (table.isEven()) {
      Abscissa header =
          Abscissa.of(
              file,
              table.line(),
              variables.firstX(),
              variables.lastX(),
              variables.deltaX(),
              variables.deltaUnit(),
              variables.points(),
              variables.xFactor());
      Ordinates ordinates =
          new Ordinates(
              file,
              header,
              header.bySteps(variables.deltaX(), variables.deltaUnit()),
              decimalComma,
              overrule);
      values = ordinates.read(records);
      requirePoints(file, table, variables.points(), values.length);
      Abscissa abscissa = ordinates.axis();
      if (!abscissa.equals(header)) {
        note =
            Optional.of(
                "LASTX "
                    + variables.lastX().orElse(Double.NaN)
                    + " is not where FIRSTX, DELTAX and the lines of the table lead: they are"
                    + " taken, --overrule takes LASTX");
      }
      x = new double[values.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = abscissa.at(i);
      }
    } else {
      double[] pairs = new Pairs(file, decimalComma).read(records);
      x = new double[pairs.length / 2];
      values = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = pairs[2 * i] * variables.xFactor();
        values[i] = pairs[2 * i + 1];
      }
    }
    requirePoints(file, table, variables.points(), values.length);
    if (!overrule) {
      requireFirst(file, table, variables, values);
    }
    float[] y = new float[values.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (values[i] * variables.yFactor());
    }
    return new Decoded(x, y, note);
  }

  private static void requirePoints(Path file, Table table, OptionalDouble stated, int found)
      throws SpectrumFileException {
    if (found == 0 || (stated.isPresent() && stated.getAsDouble() != found)) {
      throw SpectrumFileException.atLine(
          file,
          table.line(),
          "a table of " + found + " points",
          stated.isPresent()
              ? (long) stated.getAsDouble() + " points, as the header says: export it again"
              : "at least one point");
    }
  }

  /** Checks the first ordinate against the header: a wrong factor is seen by it. */
  private static void requireFirst(Path file, Table table, Variables variables, double[] values)
      throws SpectrumFileException {
    double first = values[0] * variables.yFactor();
    double stated = variables.firstY().orElse(0);
    if (stated == 0) {
      return; // many programs leave it zero
    }
    double highest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    double allowed =
        FIRST_Y_TOLERANCE * Math.max(Math.abs(stated), highest * Math.abs(variables.yFactor()))
            + Math.abs(variables.yFactor());
    boolean unscaled = Math.abs(values[0] - stated) <= 1e-6 * Math.abs(stated);
    if (Math.abs(first - stated) > allowed && !unscaled) {
      throw SpectrumFileException.atLine(
          file,
          table.header().line("FIRSTY"),
          "##FIRSTY= " + stated + ", but a first ordinate of " + first,
          "the same: YFACTOR or FIRSTY is wrong; if FIRSTY is, say --overrule");
    }
  }
}
