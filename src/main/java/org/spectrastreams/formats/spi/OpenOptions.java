package org.spectrastreams.formats.spi;

import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the user says about a file that does not say it itself. Nothing here overrides what a file
 * states: a contradiction is refused.
 *
 * @param unit the unit of the spectral axis
 * @param quantity what the intensities measure
 * @param axis the spectral axis of a file without one, in {@code unit}, or cm⁻¹ where no unit is
 *     given
 * @param labelColumn the column of a table that holds the labels, in place of the first of {@code
 *     label, class, type, category, material, species, target, sample} that the table has
 */
public record OpenOptions(
    Optional<AxisUnit> unit,
    Optional<Quantity> quantity,
    Optional<AxisHint> axis,
    Optional<String> labelColumn) {
  /** Nothing said: a file that leaves something open is refused. */
  public static final OpenOptions NONE =
      new OpenOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether only the points are to be numbered where a file has no axis. */
  public boolean numbersPoints() {
    return axis.isPresent() && axis.get() instanceof AxisHint.Numbered;
  }

  /**
   * Checks that no axis was given for a file that has one.
   *
   * @throws SpectrumFileException if one was
   */
  public void requireNoAxis(Path file) throws SpectrumFileException {
    if (axis.isPresent() && !numbersPoints()) {
      throw SpectrumFileException.ofFile(
          file, "an axis of its own beside the given one", "one: leave --axis away");
    }
  }

  /**
   * The given axis, for a file that has none.
   *
   * @throws SpectrumFileException if none was given, or it does not fit
   */
  public StoredAxis requireAxis(Path file, int points) throws SpectrumFileException {
    if (axis.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file,
          "no axis",
          "the wavenumbers of the "
              + points
              + " points: give them with --axis FIRST:LAST, or --axis and a file of them");
    }
    try {
      return StoredAxis.monotonic(
          axis.get().values(points),
          numbersPoints() ? AxisUnit.PER_CENTIMETRE : unit.orElse(AxisUnit.PER_CENTIMETRE));
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          file, "an unsuitable given axis (" + e.getMessage() + ")", points + " axis values");
    }
  }

  /** These options with the unit of the spectral axis. */
  public OpenOptions withUnit(AxisUnit given) {
    return new OpenOptions(Optional.of(given), quantity, axis, labelColumn);
  }

  /** These options with the quantity of the intensities. */
  public OpenOptions withQuantity(Quantity given) {
    return new OpenOptions(unit, Optional.of(given), axis, labelColumn);
  }

  /** These options with an axis. */
  public OpenOptions withAxis(AxisHint given) {
    return new OpenOptions(unit, quantity, Optional.of(given), labelColumn);
  }

  /** These options with the name of the label column. */
  public OpenOptions withLabelColumn(String given) {
    return new OpenOptions(unit, quantity, axis, Optional.of(given));
  }
}
