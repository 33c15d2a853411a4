package org.spectrastreams.formats.jcamp;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The evenly stepped abscissa of a table {@code (X++(Y..Y))}.
 *
 * @param first the value of the first point
 * @param step the distance from a point to the next; 0 for a single point
 * @param factor what the abscissae on the lines of the table are multiplied by
 * @param points the number of points that the file states; 0 where it states none
 * @param confirmed whether {@code DELTAX} leads from the first point to the last as well
 */
record Abscissa(double first, double step, double factor, int points, boolean confirmed) {
  /** The part of a step by which an axis may end elsewhere and still be the same. */
  static final double PART_OF_STEP = 0.05;

  /**
   * Takes it from the ends and the number of points, or else from {@code DELTAX}: many programs
   * round that.
   */
  static Abscissa of(
      Path file,
      long line,
      OptionalDouble first,
      OptionalDouble last,
      OptionalDouble delta,
      double deltaUnit,
      OptionalDouble count,
      double factor)
      throws SpectrumFileException {
    int points = 0;
    if (count.isPresent()) {
      double stated = count.getAsDouble();
      if (stated < 1 || stated > SpectralAxis.MAX_POINTS || stated != Math.rint(stated)) {
        throw SpectrumFileException.atLine(
            file, line, "a table of " + stated + " points", "1 to " + SpectralAxis.MAX_POINTS);
      }
      points = (int) stated;
    }
    if (first.isEmpty() || (delta.isEmpty() && (last.isEmpty() || points == 0))) {
      throw SpectrumFileException.atLine(
          file,
          line,
          "a table whose axis is not given",
          "FIRSTX, LASTX and NPOINTS, or FIRSTX and DELTAX");
    }
    double step;
    if (last.isPresent() && points > 0) {
      step = points == 1 ? 0 : (last.getAsDouble() - first.getAsDouble()) / (points - 1);
    } else {
      step = delta.getAsDouble();
    }
    boolean confirmed =
        delta.isPresent()
            && last.isPresent()
            && leads(delta.getAsDouble(), deltaUnit, step, points);
    return new Abscissa(first.getAsDouble(), step, factor, points, confirmed);
  }

  /**
   * Whether a step, which may be written rounded, leads over as many points as another; one that is
   * the same is not there by chance, however it is rounded.
   */
  private static boolean leads(double written, double unit, double step, int points) {
    double off = (points - 1) * Math.abs(Math.abs(written) - Math.abs(step));
    double rounding = (points - 1) * 0.5 * unit;
    return off <= 1e-6 * Math.abs(step)
        || (rounding < Math.abs(step) / 2 && off <= PART_OF_STEP * Math.abs(step) + rounding);
  }

  /**
   * The axis by {@code DELTAX} from the first point on, where that leads elsewhere than the last
   * one is said to be and was written so finely that it is not a matter of rounding.
   *
   * @param unit one unit of its last decimal
   */
  Optional<Abscissa> bySteps(OptionalDouble delta, double unit) {
    if (confirmed || delta.isEmpty() || points < 2 || step == 0 || delta.getAsDouble() == 0) {
      return Optional.empty();
    }
    double exact = Math.copySign(delta.getAsDouble(), step);
    boolean fine = (points - 1) * 0.5 * unit <= PART_OF_STEP * Math.abs(exact);
    return fine ? Optional.of(new Abscissa(first, exact, factor, points, true)) : Optional.empty();
  }

  /** The value of a point. */
  double at(int index) {
    return first + index * step;
  }

  /**
   * Checks the abscissa of a line of the table by itself: off by more than a step, points are
   * missing. Whether all of them together fit is for {@link Checkpoints}.
   *
   * @param written as it stands on the line
   * @param decimals the decimals it was written with
   * @param index the number of the point it belongs to
   */
  void check(Path file, long line, double written, int decimals, int index)
      throws SpectrumFileException {
    if (!fits(written, decimals, index)) {
      throw SpectrumFileException.atLine(
          file,
          line,
          "the abscissa " + written * factor,
          at(index)
              + ", where point "
              + (index + 1)
              + " lies by the header: points are missing, or the header is wrong");
    }
  }

  /** Whether the abscissa of a line lies within about a step of its point. */
  boolean fits(double written, int decimals, int index) {
    double allowed = 1.01 * Math.abs(step) + Math.abs(factor) * Math.pow(10, -decimals);
    return Math.abs(written * factor - at(index)) <= allowed;
  }
}
