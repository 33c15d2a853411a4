package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * The description of a measurement, {@code .bsp} for a tile and {@code .dmt} for a mosaic: an OLE2
 * container. At byte 2200 stands a record {@code "1.00", int32 1, int32 4, int32 8, float64 step,
 * int32 4, int32 start, int32 4, int32 points}; point {@code i} lies at {@code (start + i) × step}
 * cm⁻¹. The titles of the axes follow it; properties of the measurement stand further down.
 *
 * @param file the description
 * @param start the number of the first point
 * @param step the distance of points, cm⁻¹
 * @param points points a spectrum
 * @param titles what stands around the titles of the axes
 * @param properties the named properties
 */
record Description(
    Path file, int start, double step, int points, String titles, Properties properties) {
  private static final int AXIS_RECORD = 2200;
  private static final int AXIS_RECORD_BYTES = 40;
  private static final int TITLES_WITHIN = 512;
  private static final long MAX_BYTES = 64L << 20;

  static Description read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, size + " bytes", "at most " + MAX_BYTES + " bytes in a .bsp or .dmt file");
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    requireAxisRecord(file, bytes, buffer);
    double step = buffer.getDouble(AXIS_RECORD + 16);
    int start = buffer.getInt(AXIS_RECORD + 28);
    int points = buffer.getInt(AXIS_RECORD + 36);
    if (!(step > 0) || step > 1e5) {
      throw SpectrumFileException.atByte(
          file, AXIS_RECORD + 16L, "a point distance of " + step + " cm⁻¹", "one above 0");
    }
    if (start < 0) {
      throw SpectrumFileException.atByte(
          file, AXIS_RECORD + 28L, "a first point number of " + start, "0 or more");
    }
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw SpectrumFileException.atByte(
          file,
          AXIS_RECORD + 36L,
          points + " points",
          "1 to " + SpectralAxis.MAX_POINTS + " points");
    }
    String titles =
        new String(
            bytes,
            AXIS_RECORD + AXIS_RECORD_BYTES,
            Math.min(TITLES_WITHIN, bytes.length - AXIS_RECORD - AXIS_RECORD_BYTES),
            StandardCharsets.ISO_8859_1);
    return new Description(file, start, step, points, titles, new Properties(bytes));
  }

  private static void requireAxisRecord(Path file, byte[] bytes, ByteBuffer buffer)
      throws SpectrumFileException {
    if (buffer.limit() < AXIS_RECORD + AXIS_RECORD_BYTES) {
      throw SpectrumFileException.atByte(
          file, buffer.limit(), "the end of the file", "the axis at byte " + AXIS_RECORD);
    }
    boolean fits =
        new String(bytes, AXIS_RECORD, 4, StandardCharsets.ISO_8859_1).equals("1.00")
            && buffer.getInt(AXIS_RECORD + 12) == 8
            && buffer.getInt(AXIS_RECORD + 24) == 4
            && buffer.getInt(AXIS_RECORD + 32) == 4;
    if (!fits) {
      throw SpectrumFileException.atByte(
          file,
          AXIS_RECORD,
          "no axis record",
          "\"1.00\" and the axis as a step, a start and a count");
    }
  }

  /** The quantity that the title of the ordinate names, or the user gives. */
  Stated<Quantity> quantity(OpenOptions options) throws SpectrumFileException {
    Optional<Quantity> stated =
        titles.contains("Absorbance")
            ? Optional.of(Quantity.ABSORBANCE)
            : titles.contains("Transmittance") ? PlotTitles.quantity(titles) : Optional.empty();
    return options.quantity(
        file, stated.map(found -> new Stated<>(found, "axis title in the " + ending() + " file")));
  }

  /** The unit of the axis. */
  Stated<AxisUnit> unit(OpenOptions options) throws SpectrumFileException {
    return options
        .unit(file, Optional.of(new Stated<>(AxisUnit.PER_CENTIMETRE, "as the format has it")))
        .orElseThrow();
  }

  /** The axis in a unit. */
  StoredAxis axis(AxisUnit unit) {
    double[] wavenumbers = new double[points];
    for (int i = 0; i < points; i++) {
      wavenumbers[i] = ((double) start + i) * step;
    }
    return StoredAxis.monotonic(wavenumbers, unit);
  }

  /** {@code .bsp} or {@code .dmt}. */
  String ending() {
    return file.getFileName().toString().replaceFirst(".*(?=\\.)", "");
  }

  /** How far apart the pixels lie: the detector's pixel on the sample, times those put together. */
  Optional<Places> places() {
    double pixel = properties.number("FPA Pixel Size");
    String together = properties.text("PixelAggregationSize").orElse("1");
    if (!(pixel > 0 && pixel < 1e4) || !together.matches("[1-9]\\d{0,3}")) {
      return Optional.empty();
    }
    double size = pixel * Integer.parseInt(together);
    return Optional.of(
        Places.of(
            Double.NaN,
            Double.NaN,
            size,
            size,
            "µm",
            "FPA Pixel Size in the " + ending() + " file"));
  }
}
