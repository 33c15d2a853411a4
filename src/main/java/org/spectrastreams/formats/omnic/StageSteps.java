package org.spectrastreams.formats.omnic;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.records.StageGrid;
import org.spectrastreams.spectrum.ImageGeometry;

/** Finds the grid that stage positions in µm lie on; they are numbered from the lowest. */
final class StageSteps {
  /** Positions nearer to each other than this, in µm, are one: they are stored as float32. */
  private static final double SAME = 0.02;

  /** How far a position may lie off its place on a line, in steps. */
  private static final double MOST_OFF = 0.1;

  /** A grid that is emptier than this is none: an arc, say, or places chosen by hand. */
  private static final long MOST_PIXELS_A_SPECTRUM = 4;

  private static final String FROM = "the stage positions in the file";

  private StageSteps() {}

  /** A line in any direction, or a grid; empty where the positions lie on neither. */
  static Optional<StageGrid> grid(double[] x, double[] y) {
    Optional<StageGrid> line = inclinedLine(x, y);
    if (line.isPresent()) {
      return line;
    }
    Optional<StageGrid.Along> columns = along(x);
    Optional<StageGrid.Along> rows = along(y);
    boolean filled =
        columns.isPresent()
            && rows.isPresent()
            && (long) columns.get().count() * rows.get().count()
                <= MOST_PIXELS_A_SPECTRUM * x.length;
    return filled ? StageGrid.of(columns.get(), rows.get(), FROM) : Optional.empty();
  }

  /** Positions at even steps that run along neither axis of the stage. */
  private static Optional<StageGrid> inclinedLine(double[] x, double[] y) {
    int last = x.length - 1;
    double stepX = last == 0 ? 0 : (x[last] - x[0]) / last;
    double stepY = last == 0 ? 0 : (y[last] - y[0]) / last;
    if (!(Math.abs(stepX) > SAME && Math.abs(stepY) > SAME)) {
      return Optional.empty();
    }
    for (int i = 0; i <= last; i++) {
      double off = Math.hypot(x[i] - x[0] - i * stepX, y[i] - y[0] - i * stepY);
      if (!(off <= MOST_OFF * Math.hypot(stepX, stepY))) {
        return Optional.empty();
      }
    }
    return StageGrid.line(
        x, y, new double[] {x[0], y[0]}, new double[] {stepX, stepY}, x.length, FROM);
  }

  private static Optional<StageGrid.Along> along(double[] at) {
    double[] sorted = at.clone();
    Arrays.sort(sorted);
    double first = sorted[0];
    double last = sorted[sorted.length - 1];
    if (!Double.isFinite(first) || !Double.isFinite(last)) {
      return Optional.empty();
    }
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double gap = sorted[i] - sorted[i - 1];
      step = gap > SAME ? Math.min(step, gap) : step;
    }
    if (step == Double.POSITIVE_INFINITY) {
      return Optional.of(new StageGrid.Along(at, first, 1, 1));
    }
    double steps = Math.rint((last - first) / step);
    return steps < ImageGeometry.MAX_SIDE
        ? Optional.of(new StageGrid.Along(at, first, (last - first) / steps, (int) steps + 1))
        : Optional.empty();
  }
}
