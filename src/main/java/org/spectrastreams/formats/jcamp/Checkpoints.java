package org.spectrastreams.formats.jcamp;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * What the abscissae on the lines of a table {@code (X++(Y..Y))} say of the axis that its header
 * states. Each may be off by its rounding, and behind a line of differences by one point, as some
 * programs count; but they may not run away from the header's axis, as they do where {@code LASTX}
 * or {@code NPOINTS} is off by one, unless {@code DELTAX} confirms that axis.
 */
final class Checkpoints {
  private final Abscissa abscissa;

  /** The lines behind the first, if all of them count like it, or a point back or ahead. */
  private final List<Worst> counted;

  private final Worst first = new Worst(0);
  private double rounding;
  private int lines;

  Checkpoints(Abscissa abscissa) {
    this.abscissa = abscissa;
    double step = Math.abs(abscissa.step());
    this.counted = List.of(new Worst(0), new Worst(step), new Worst(-step));
  }

  /**
   * Takes in the abscissa of a line.
   *
   * @param found its value, with its factor
   * @param unit one unit of its last decimal
   * @param index the number of the point it belongs to
   */
  void add(double found, double unit, int index, long line) {
    rounding = Math.max(rounding, unit);
    double off = found - abscissa.at(index);
    if (lines == 0) {
      first.add(off, found, index, line);
    } else {
      counted.forEach(worst -> worst.add(off, found, index, line));
    }
    lines++;
  }

  /** Whether all lines lie where the axis puts them, whatever else speaks for it. */
  boolean hold() {
    return first.away <= tolerance()
        && Collections.min(counted, Comparator.comparingDouble(way -> way.away)).away
            <= tolerance();
  }

  private double tolerance() {
    return 1.001 * rounding + Abscissa.PART_OF_STEP * Math.abs(abscissa.step());
  }

  /** Refuses an axis that the lines contradict. */
  void require(Path file) throws SpectrumFileException {
    double tolerance = tolerance();
    Worst worst = Collections.min(counted, Comparator.comparingDouble(way -> way.away));
    if (first.away > tolerance) {
      refuse(file, first);
    } else if (worst.away > tolerance && !abscissa.confirmed()) {
      refuse(file, worst);
    }
  }

  private void refuse(Path file, Worst worst) throws SpectrumFileException {
    throw SpectrumFileException.atLine(
        file,
        worst.line,
        "the abscissa " + worst.found,
        abscissa.at(worst.index)
            + worst.shift
            + " by the header: FIRSTX, LASTX or NPOINTS is wrong; correct it, or say --overrule"
            + " to take the axis of the header");
  }

  /** The line that is farthest from the header's axis, shifted by so much. */
  private static final class Worst {
    private final double shift;
    private double away;
    private double found;
    private int index;
    private long line;

    Worst(double shift) {
      this.shift = shift;
    }

    void add(double off, double value, int point, long at) {
      if (Math.abs(off - shift) > away) {
        away = Math.abs(off - shift);
        found = value;
        index = point;
        line = at;
      }
    }
  }
}
