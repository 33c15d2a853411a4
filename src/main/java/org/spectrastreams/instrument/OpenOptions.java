package org.spectrastreams.instrument;

import java.util.Optional;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

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
