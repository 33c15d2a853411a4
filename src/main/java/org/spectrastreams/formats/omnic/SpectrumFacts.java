package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the section of key 2 says of a spectrum.
 *
 * @param at where the section stands
 * @param points the number of points
 * @param xCode the unit of the axis
 * @param yCode the unit of the ordinate
 * @param first the first axis value
 * @param last the last axis value
 */
record SpectrumFacts(long at, int points, int xCode, int yCode, float first, float last) {
  static final int KEY = 2;

  private static final int BYTES = 24;
  private static final int SINGLE_BEAM = 15;
  private static final int RAMAN_SHIFT = 32;

  static SpectrumFacts read(BinaryFile file, Sections.Section section) throws IOException {
    ByteBuffer bytes = file.read(section.offset(), BYTES, "the axis of a spectrum");
    int points = bytes.getInt(4);
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw file.error(
          section.offset() + 4, points + " points", "1 to " + SpectralAxis.MAX_POINTS + " points");
    }
    return new SpectrumFacts(
        section.offset(),
        points,
        bytes.get(8) & 0xFF,
        bytes.get(12) & 0xFF,
        bytes.getFloat(16),
        bytes.getFloat(20));
  }

  /** Whether both have the same axis and quantity. */
  boolean agreesWith(SpectrumFacts other) {
    return points == other.points
        && xCode == other.xCode
        && yCode == other.yCode
        && first == other.first
        && last == other.last;
  }

  /** Whether it is a single channel, of a sample or a background. */
  boolean isSingleBeam() {
    return yCode == SINGLE_BEAM;
  }

  /**
   * The unit of the axis.
   *
   * @throws SpectrumFileException if it is none of a spectrum
   */
  Stated<AxisUnit> unit(BinaryFile file, OpenOptions options) throws SpectrumFileException {
    Optional<AxisUnit> known =
        switch (xCode) {
          case 1, RAMAN_SHIFT -> Optional.of(AxisUnit.PER_CENTIMETRE);
          case 3 -> Optional.of(AxisUnit.NANOMETRE);
          case 4 -> Optional.of(AxisUnit.MICROMETRE);
          default -> Optional.empty();
        };
    if (known.isEmpty() && !options.overrule()) {
      throw file.error(
          at + 8,
          xCode == 2
              ? "an interferogram (an axis of points)"
              : "the code " + xCode + " of the axis",
          "1 for cm⁻¹, 3 for nm, 4 for µm or 32 for Raman shifts: open the spectrum, or say --unit"
              + " and --overrule");
    }
    return options
        .unit(
            file.path(),
            known.map(unit -> new Stated<>(unit, "the code " + xCode + " of the axis")))
        .orElseThrow(() -> file.error(at + 8, "no unit", "the unit: give it with --unit"));
  }

  /** What the values measure. */
  Stated<Quantity> quantity() {
    String code = "the code " + yCode + " of the ordinate, ";
    return switch (yCode) {
      case 16 -> new Stated<>(Quantity.PERCENT_TRANSMITTANCE, code + "transmittance in percent");
      case 17 -> new Stated<>(Quantity.ABSORBANCE, code + "absorbance");
      case 31 -> new Stated<>(Quantity.RAMAN_INTENSITY, code + "Raman intensity");
      case 11 -> new Stated<>(Quantity.UNSPECIFIED, code + "reflectance in percent");
      case 12 -> new Stated<>(Quantity.UNSPECIFIED, code + "log(1/R)");
      case SINGLE_BEAM -> new Stated<>(Quantity.UNSPECIFIED, code + "a single beam");
      case 20 -> new Stated<>(Quantity.UNSPECIFIED, code + "Kubelka-Munk units");
      case 21 -> new Stated<>(Quantity.UNSPECIFIED, code + "reflectance");
      case 26 -> new Stated<>(Quantity.UNSPECIFIED, code + "photoacoustic");
      default -> new Stated<>(Quantity.UNSPECIFIED, code + "which names no quantity read here");
    };
  }

  /**
   * The axis, in stored order.
   *
   * @param fromLast whether the values stand from the last axis value to the first
   */
  StoredAxis axis(BinaryFile file, AxisUnit unit, Quantity quantity, boolean fromLast)
      throws SpectrumFileException {
    double start = fromLast ? last : first;
    double end = fromLast ? first : last;
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = points == 1 ? start : start + (end - start) * i / (points - 1);
    }
    boolean shifts =
        unit == AxisUnit.PER_CENTIMETRE
            && (xCode == RAMAN_SHIFT || quantity == Quantity.RAMAN_INTENSITY);
    try {
      return StoredAxis.monotonic(values, unit, shifts ? AxisKind.RAMAN_SHIFT : unit.kind());
    } catch (IllegalArgumentException e) {
      throw file.error(at + 16, e.getMessage(), "an axis that runs one way");
    }
  }
}
