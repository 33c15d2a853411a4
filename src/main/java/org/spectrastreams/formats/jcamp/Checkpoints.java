package org.spectrastreams.formats.jcamp;

import java.nio.file.Path;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * What the abscissae on the lines of a table {@code (X++(Y..Y))} say of the axis that its header
 * states. Each may be off by its rounding, and behind a line of differences by one point, as some
 * programs count; but they may not run away from the header's axis, as they do where {@code LASTX}
 * or {@code NPOINTS} is off by one, unless {@code DELTAX} confirms that axis.
 */
final class Checkpoints {
  private final Abscissa abscissa;
  private double rounding;
  private int lines;
  private double first;
  private double second;
  private double worst;
  private double worstFound;
  private int worstIndex;
  private long worstLine;

  Checkpoints(Abscissa abscissa) {
    this.abscissa = abscissa;
  }

  /**
   * Takes in the abscissa of a line.
   *
   * @param found its value, with its factor
   * @param unit one unit of its last decimal
   * @param index the number of the point it belongs to
   */
  void add(double found, double unit, int index, long line) {
    double off = found - abscissa.at(index);
    rounding = Math.max(rounding, unit);
    if (lines == 0) {
      first = off;
    } else if (lines == 1) {
      second = off;
    }
    double away = lines == 0 ? Math.abs(off) : Math.abs(off - plain(second));
    if (lines == 0 || away > worst) {
      worst = away;
      worstFound = found;
      worstIndex = index;
      worstLine = line;
    }
    lines++;
  }

  /** The offset of all lines behind the first: none, or a point. */
  private double plain(double offset) {
    double step = Math.abs(abscissa.step());
    return Math.abs(Math.abs(offset) - step) <= tolerance() ? Math.copySign(step, offset) : 0;
  }

  private double tolerance() {
    return 1.001 * rounding + Abscissa.PART_OF_STEP * Math.abs(abscissa.step());
  }

  /** Refuses an axis that the lines contradict. */
  void require(Path file) throws SpectrumFileException {
    boolean shifted = Math.abs(first) > tolerance();
    if (lines > 0 && (shifted || (!abscissa.confirmed() && worst > tolerance()))) {
      throw SpectrumFileException.atLine(
          file,
          worstLine,
          "the abscissa " + worstFound,
          abscissa.at(worstIndex)
              + (worstIndex == 0 ? 0 : plain(second))
              + " by the header: FIRSTX, LASTX or NPOINTS is wrong; correct it, or say --overrule"
              + " to take the axis of the header");
    }
  }
}
