package org.spectrastreams.formats.table;

import java.util.Optional;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What a table's axis values are to be read as.
 *
 * @param kind the kind of axis that the table states; empty where only its unit tells
 * @param quantity what the intensities measure, which tells shifts from wavenumbers
 */
record AxisReading(Optional<AxisKind> kind, Quantity quantity) {
  /**
   * Values that must run one way.
   *
   * @throws IllegalArgumentException as {@link StoredAxis#monotonic}
   */
  StoredAxis monotonic(double[] stored, AxisUnit unit) {
    return StoredAxis.monotonic(stored, unit, kindOf(stored, unit));
  }

  /**
   * Values in any order.
   *
   * @throws IllegalArgumentException as {@link StoredAxis#sorted}
   */
  StoredAxis sorted(double[] stored, AxisUnit unit) {
    return StoredAxis.sorted(stored, unit, kindOf(stored, unit));
  }

  /** Shifts below zero are only told from a fault where the table says that they are shifts. */
  private AxisKind kindOf(double[] stored, AxisUnit unit) {
    if (kind.isPresent()) {
      return kind.get();
    }
    boolean negative = false;
    for (double value : stored) {
      negative |= value < 0;
    }
    return negative && quantity == Quantity.RAMAN_INTENSITY
        ? unit.kind().under(quantity)
        : unit.kind();
  }
}
