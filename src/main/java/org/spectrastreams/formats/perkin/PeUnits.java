package org.spectrastreams.formats.perkin;

import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * The unit of the axis and the quantity of the ordinate.
 *
 * @param axis in which unit the axis is stored
 * @param quantity what the intensities measure
 */
record PeUnits(Stated<AxisUnit> axis, Stated<Quantity> quantity) {
  /** How far the last point may lie from where it is stated, in steps. */
  private static final double MOST_OFF = 0.01;

  /**
   * Reads the texts of both: {@code cm-1}, {@code nm}; {@code %T}, {@code A}, {@code %R}.
   *
   * @param x the axis's unit; empty text where not stated
   */
  static PeUnits of(Path file, String x, String y, OpenOptions options)
      throws SpectrumFileException {
    Optional<Stated<AxisUnit>> stated =
        PlotTitles.unit(x).map(unit -> new Stated<>(unit, "label \"" + x + "\""));
    Optional<Stated<AxisUnit>> unit = options.unit(file, stated);
    if (unit.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file, "an axis labelled \"" + x + "\"", "its unit: give it with --unit, such as cm-1");
    }
    Optional<Stated<Quantity>> ordinate =
        PlotTitles.ordinate(y.equals("A") ? "absorbance" : y)
            .map(found -> found.stated("label \"" + y + "\""));
    return new PeUnits(unit.get(), options.quantity(file, ordinate));
  }

  /**
   * An evenly spaced axis.
   *
   * @param offset where it stands in the file, for messages
   * @throws SpectrumFileException if first, last and step do not give that many points
   */
  StoredAxis axis(BinaryFile file, long offset, double first, double last, double step, int points)
      throws SpectrumFileException {
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw file.error(offset, points + " points", "1 to " + SpectralAxis.MAX_POINTS);
    }
    double off = Math.abs(first + (points - 1) * step - last);
    if (!(off <= MOST_OFF * Math.abs(step))) {
      throw file.error(
          offset,
          "an axis from " + first + " to " + last + " by " + step,
          "one of " + points + " points");
    }
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = first + i * step;
    }
    try {
      AxisUnit unit = axis.value();
      return StoredAxis.monotonic(values, unit, unit.kind().under(quantity.value()));
    } catch (IllegalArgumentException e) {
      throw file.error(offset, e.getMessage(), "an axis that runs one way");
    }
  }
}
