package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * The header of a tile, 1020 bytes, little-endian: int32 at 9 the points a spectrum, int16 at 24
 * and 26 the pixels across and down. Behind it stand float32 values, an image after another in axis
 * order, the lowest line of each image first.
 *
 * @param width pixels across
 * @param height pixels down
 * @param points points a spectrum
 */
record TileHeader(int width, int height, int points) {
  /** What tiles begin with. */
  static final int[] MAGIC = {0x00, 0x72, 0x47, 0x00};

  private static final int BYTES = 1020;
  private static final int POINTS = 9;
  private static final int ACROSS = 24;
  private static final int DOWN = 26;

  /**
   * The sides of a tile. Where other software rewrote the file and left the header zero, a tile is
   * square, as the detector is.
   *
   * @param points how many points the description of the measurement says
   */
  static TileHeader read(Path tile, int points) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(tile)) {
      bytes = in.readNBytes(BYTES);
    }
    if (bytes.length < BYTES) {
      throw SpectrumFileException.atByte(
          tile, bytes.length, "the end of the file", BYTES + " bytes of header");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = header.getShort(ACROSS);
    int height = header.getShort(DOWN);
    if (header.getInt(POINTS) == 0 && width == 0 && height == 0) {
      long pixels = (Files.size(tile) - BYTES) / ((long) points * Float.BYTES);
      int side = (int) Math.round(Math.sqrt((double) pixels));
      if (side < 1 || (long) side * side != pixels) {
        throw SpectrumFileException.atByte(
            tile,
            ACROSS,
            "no sides, and " + pixels + " spectra of " + points + " points",
            "the sides of the tile, or as many spectra as make a square");
      }
      width = side;
      height = side;
    } else if (header.getInt(POINTS) != points) {
      throw SpectrumFileException.atByte(
          tile,
          POINTS,
          header.getInt(POINTS) + " points",
          points + ", as the .bsp or .dmt file says");
    }
    try {
      ImageGeometry.of(width, height);
      return new TileHeader(width, height, points);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atByte(
          tile, ACROSS, e.getMessage(), "the sides of the tile in pixels");
    }
  }

  /** Where the tile keeps which value. */
  RasterLayout layout() {
    return new RasterLayout(
        width,
        height,
        points,
        BYTES,
        PixelType.FLOAT32,
        ByteOrder.LITTLE_ENDIAN,
        RasterLayout.Interleave.BSQ,
        1,
        Double.NaN,
        true);
  }
}
