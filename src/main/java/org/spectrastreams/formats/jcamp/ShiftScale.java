package org.spectrastreams.formats.jcamp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * Converts an axis in Hz into chemical shifts, δ = δ₀ + (ν − ν₀) / ν(spectrometer in MHz). The
 * point of known shift is that of {@code .SHIFT REFERENCE}, or else Bruker's {@code $OFFSET}, the
 * shift of the first point. Without one the zero of the axis is not known.
 *
 * @param megahertz the spectrometer's frequency
 * @param hertz the frequency of the reference on the axis
 * @param shift its chemical shift, ppm
 * @param from what said so
 */
record ShiftScale(double megahertz, double hertz, double shift, String from) {
  static ShiftScale of(Path file, Table table, double[] hertz, OpenOptions options)
      throws SpectrumFileException {
    Header header = table.header();
    OptionalDouble observe = header.readableNumber(".OBSERVEFREQUENCY");
    OptionalDouble bruker = header.readableNumber("$SF");
    if (!(observe.orElse(0) > 0)) {
      throw SpectrumFileException.atLine(
          file, table.line(), "an axis in Hz without .OBSERVE FREQUENCY", "that of the nucleus");
    }
    List<String> reference = header.list(".SHIFTREFERENCE");
    if (reference.size() == 4) {
      OptionalDouble point = header.number(".SHIFTREFERENCE", reference.get(2));
      OptionalDouble shift = header.number(".SHIFTREFERENCE", reference.get(3));
      if (point.isPresent() && shift.isPresent()) {
        double index = point.getAsDouble();
        if (index == 0 && shift.getAsDouble() == 0) {
          return new ShiftScale(observe.getAsDouble(), 0, 0, ".SHIFT REFERENCE (0 Hz is 0 ppm)");
        }
        if (index < 1 || index > hertz.length || index != Math.rint(index)) {
          throw SpectrumFileException.atLine(
              file,
              header.line(".SHIFTREFERENCE"),
              "a shift reference at point " + index,
              "a point of the spectrum, 1 to " + hertz.length);
        }
        return new ShiftScale(
            observe.getAsDouble(), hertz[(int) index - 1], shift.getAsDouble(), ".SHIFT REFERENCE");
      }
    }
    OptionalDouble offset = header.readableNumber("$OFFSET");
    if (offset.isPresent() && bruker.orElse(0) > 0) {
      return new ShiftScale(
          bruker.getAsDouble(), hertz[0], offset.getAsDouble(), "$OFFSET and $SF");
    }
    if (options.unit().equals(Optional.of(AxisUnit.PARTS_PER_MILLION))) {
      return new ShiftScale(observe.getAsDouble(), 0, 0, "0 Hz taken as 0 ppm by --unit ppm");
    }
    throw SpectrumFileException.atLine(
        file,
        table.line(),
        "an axis in Hz without .SHIFT REFERENCE",
        "the shift of a point: export in ppm, or say --unit ppm if 0 Hz is 0 ppm in this file");
  }

  /** The chemical shifts, ppm, of frequencies in Hz. */
  double[] ppm(double[] frequencies) {
    double[] shifts = new double[frequencies.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = shift + (frequencies[i] - hertz) / megahertz;
    }
    return shifts;
  }
}
