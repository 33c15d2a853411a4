package org.spectrastreams.formats.raster;

import java.nio.ByteOrder;

/**
 * Where a raster file keeps which value.
 *
 * @param samples pixels a line
 * @param lines lines of the image
 * @param bands points a spectrum
 * @param headerBytes bytes before the first value
 * @param type how a value is stored
 * @param order the byte order of values
 * @param interleave which of the three dimensions runs fastest
 * @param scale what every value is divided by
 * @param ignored the stored value that means "no value", read as NaN; NaN for none
 * @param bottomUp whether the first line stored is the lowest of the image
 */
public record RasterLayout(
    int samples,
    int lines,
    int bands,
    long headerBytes,
    PixelType type,
    ByteOrder order,
    Interleave interleave,
    double scale,
    double ignored,
    boolean bottomUp) {
  /** The order of the dimensions in the file. */
  public enum Interleave {
    /** Image after image: a whole image of the first band, then of the second … */
    BSQ,
    /** Line by line: of each line first all pixels of the first band, then of the second … */
    BIL,
    /** Spectrum after spectrum. */
    BIP
  }

  /** A layout whose first stored line is the image's uppermost. */
  public RasterLayout(
      int samples,
      int lines,
      int bands,
      long headerBytes,
      PixelType type,
      ByteOrder order,
      Interleave interleave,
      double scale,
      double ignored) {
    this(samples, lines, bands, headerBytes, type, order, interleave, scale, ignored, false);
  }

  /** Bytes of all values, without the header. */
  public long dataBytes() {
    return (long) samples * lines * bands * type.bytes();
  }

  /** The offset of one value, in bytes from the start of the file. */
  long offset(long pixel, int band) {
    long line = bottomUp ? lines - 1 - pixel / samples : pixel / samples;
    long sample = pixel % samples;
    long index =
        switch (interleave) {
          case BSQ -> ((long) band * lines + line) * samples + sample;
          case BIL -> (line * bands + band) * samples + sample;
          case BIP -> (line * samples + sample) * bands + band;
        };
    return headerBytes + index * type.bytes();
  }
}
