package org.spectrastreams.formats.envi;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;

/** Where an ENVI header says that the values lie in the data file. */
final class EnviLayout {
  private EnviLayout() {}

  /**
   * Reads the layout.
   *
   * @param library whether the file is a spectral library, a list of spectra
   * @throws SpectrumFileException if a field is missing, or says what is not read
   */
  static RasterLayout of(EnviHeader header, boolean library) throws SpectrumFileException {
    if (header.word("file type").orElse("").equals("envi classification")) {
      throw header.error("file type", "spectra (ENVI Standard), not a map of classes");
    }
    int longest = library ? SpectralAxis.MAX_POINTS : ImageGeometry.MAX_SIDE;
    int samples = (int) header.requiredInteger("samples", 1, longest);
    int lines = (int) header.requiredInteger("lines", 1, ImageGeometry.MAX_SIDE);
    int bands = (int) header.requiredInteger("bands", 1, SpectralAxis.MAX_POINTS);
    if (library && bands != 1) {
      throw header.error("bands", "1 band in a spectral library");
    }
    PixelType type =
        PixelType.ofCode((int) header.requiredInteger("data type", 0, 255))
            .orElseThrow(
                () ->
                    header.error(
                        "data type",
                        "1 (uint8), 2 (int16), 3 (int32), 4 (float32), 5 (float64), 12 (uint16) or"
                            + " 13 (uint32); complex rasters (6, 9) hold no spectra"));
    ByteOrder order =
        header.integer("byte order", 0, 1, 0) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    for (String frame : List.of("major frame offsets", "minor frame offsets")) {
      for (double offset : header.numbers(frame)) {
        if (offset != 0) {
          throw header.error(frame, "0: rasters with bytes between their lines are not read");
        }
      }
    }
    requireAll(header, "data gain values", 1);
    requireAll(header, "data offset values", 0);
    if (header.integer("file compression", 0, 1, 0) == 1) {
      throw header.error("file compression", "0: decompress the data file first");
    }
    double scale = header.number("reflectance scale factor");
    if (Double.isNaN(scale)) {
      scale = 1;
    } else if (!(scale > 0) || Double.isInfinite(scale)) {
      throw header.error("reflectance scale factor", "a number above 0");
    }
    long offset = header.integer("header offset", 0, Long.MAX_VALUE >> 1, 0);
    double ignored = header.number("data ignore value");
    if (type == PixelType.FLOAT32) {
      float nearest = (float) ignored; // a float32 file holds -9999.99 only as its nearest float32
      ignored = nearest;
    }
    if (library) {
      return new RasterLayout(
          lines, 1, samples, offset, type, order, RasterLayout.Interleave.BIP, scale, ignored);
    }
    return new RasterLayout(
        samples, lines, bands, offset, type, order, interleave(header, bands), scale, ignored);
  }

  private static RasterLayout.Interleave interleave(EnviHeader header, int bands)
      throws SpectrumFileException {
    String word = header.word("interleave").orElse(bands == 1 ? "bsq" : "");
    Map<String, RasterLayout.Interleave> known =
        Map.of(
            "bsq", RasterLayout.Interleave.BSQ,
            "bil", RasterLayout.Interleave.BIL,
            "bip", RasterLayout.Interleave.BIP);
    if (!known.containsKey(word)) {
      throw header.error("interleave", "interleave = bsq, bil or bip");
    }
    return known.get(word);
  }

  /** Gains and offsets of single bands would change the spectra: they are not applied silently. */
  private static void requireAll(EnviHeader header, String name, double plain)
      throws SpectrumFileException {
    for (double value : header.numbers(name)) {
      if (value != plain) {
        throw header.error(
            name, plain + " for every band: apply them first, or take the field out of the header");
      }
    }
  }
}
