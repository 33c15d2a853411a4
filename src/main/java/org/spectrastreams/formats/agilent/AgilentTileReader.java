package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.raster.RasterSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.CompanionFiles;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Agilent (Varian) Resolutions Pro single tiles of a focal-plane-array detector: {@code NAME.dat}
 * with the spectra, {@code NAME.bsp} with the axis, {@code NAME.seq} with the interferograms. Any
 * of the three may be opened; read are the spectra.
 *
 * <p>The format is not published. Layout, all little-endian, as found in files and as agreed on by
 * the public readers <a href="https://bitbucket.org/AlexHenderson/agilent-file-formats">
 * agilent-file-formats</a> and <a
 * href="https://pypi.org/project/agilent-format/">agilent-format</a>:
 *
 * <ul>
 *   <li>{@code .dat}: 1020 bytes of header (int32 at 9: points a spectrum; int16 at 24 and 26:
 *       pixels across and down), then float32 values, an image after another in axis order, the
 *       lowest line of each image first.
 *   <li>{@code .bsp}: an OLE2 container. At byte 2200 stands a record {@code "1.00", int32 1, int32
 *       4, int32 8, float64 step, int32 4, int32 start, int32 4, int32 points}; point {@code i}
 *       lies at {@code (start + i) × step} cm⁻¹. The titles of the axes follow it.
 * </ul>
 */
public final class AgilentTileReader implements SpectrumReader {
  private static final byte[] OLE2 = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };
  private static final int AXIS_RECORD = 2200;
  private static final int AXIS_RECORD_BYTES = 40;
  private static final int TITLES_WITHIN = 512;
  private static final long MAX_BSP_BYTES = 64L << 20;
  private static final byte[] MAGIC = {0x00, 0x72, 0x47, 0x00};
  private static final int DAT_HEADER = 1020;
  private static final int POINTS = 9;
  private static final int ACROSS = 24;
  private static final int DOWN = 26;

  private static final String ID = "agilent-tile";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "an Agilent single tile (.dat with a .bsp beside it)";
  }

  @Override
  public String evidence() {
    return "an OLE2 file .bsp beside the .dat or .seq file of that name; any of them may be opened";
  }

  @Override
  public Claim claim(FileHead head) throws IOException {
    if (startsWith(head.bytes(), OLE2)) {
      return head.isNamed(".bsp") || head.isNamed(".dmt")
          ? Claim.likely("an OLE2 file named " + head.name().replaceFirst(".*\\.", "."))
          : Claim.NONE;
    }
    if (head.isNamed(".dat") || head.isNamed(".seq")) {
      Optional<Path> bsp = CompanionFiles.withEnding(head.file(), ".bsp");
      if (bsp.isPresent() && startsWith(start(bsp.get(), OLE2.length), OLE2)) {
        return Claim.certain("an OLE2 file .bsp beside it");
      }
    }
    return startsWith(head.bytes(), MAGIC) && CompanionFiles.headersOf(head.file()).isEmpty()
        ? Claim.likely("the first four bytes of a tile")
        : Claim.NONE;
  }

  private static boolean startsWith(byte[] head, byte[] start) {
    return head.length >= start.length
        && Arrays.equals(head, 0, start.length, start, 0, start.length);
  }

  private static byte[] start(Path file, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    Path bsp = companion(file, ".bsp");
    Path dat = companion(file, ".dat");
    long bspSize = Files.size(bsp);
    if (bspSize > MAX_BSP_BYTES) {
      throw SpectrumFileException.ofFile(
          bsp, bspSize + " bytes", "at most " + MAX_BSP_BYTES + " bytes in a .bsp file");
    }
    byte[] bspBytes = Files.readAllBytes(bsp);
    ByteBuffer description = ByteBuffer.wrap(bspBytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = start(dat, DAT_HEADER);
    if (header.length < DAT_HEADER) {
      throw SpectrumFileException.atByte(
          dat, header.length, "the end of the file", DAT_HEADER + " bytes of header");
    }
    ByteBuffer tile = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int record = AXIS_RECORD;
    requireAxisRecord(bsp, bspBytes, description, record);
    double step = description.getDouble(record + 16);
    int start = description.getInt(record + 28);
    int points = description.getInt(record + 36);
    if (!(step > 0) || step > 1e5) {
      throw SpectrumFileException.atByte(
          bsp, record + 16L, "a point distance of " + step + " cm⁻¹", "one above 0");
    }
    if (start < 0) {
      throw SpectrumFileException.atByte(
          bsp, record + 28L, "a first point number of " + start, "0 or more");
    }
    if (points < 1 || points > SpectralAxis.MAX_POINTS) {
      throw SpectrumFileException.atByte(
          bsp, record + 36L, points + " points", "1 to " + SpectralAxis.MAX_POINTS + " points");
    }
    ImageGeometry geometry = geometry(dat, tile, points);
    String titles =
        new String(
            bspBytes,
            record + AXIS_RECORD_BYTES,
            (int) Math.min(TITLES_WITHIN, bspSize - record - AXIS_RECORD_BYTES),
            StandardCharsets.ISO_8859_1);
    Optional<Quantity> stated =
        titles.contains("Absorbance")
            ? Optional.of(Quantity.ABSORBANCE)
            : titles.contains("Transmittance") ? PlotTitles.quantity(titles) : Optional.empty();
    Stated<Quantity> quantity =
        options.quantity(
            bsp, stated.map(found -> new Stated<>(found, "axis title in the .bsp file")));
    Stated<AxisUnit> unit =
        options
            .unit(bsp, Optional.of(new Stated<>(AxisUnit.PER_CENTIMETRE, "as the format has it")))
            .orElseThrow();
    double[] wavenumbers = new double[points];
    for (int i = 0; i < points; i++) {
      wavenumbers[i] = ((double) start + i) * step;
    }
    StoredAxis axis = StoredAxis.monotonic(wavenumbers, unit.value());
    return RasterSource.open(
        new RasterSource.Raster(
            dat,
            dat.getFileName().toString(),
            new RasterLayout(
                geometry.width(),
                geometry.height(),
                points,
                DAT_HEADER,
                PixelType.FLOAT32,
                ByteOrder.LITTLE_ENDIAN,
                RasterLayout.Interleave.BSQ,
                1,
                Double.NaN,
                true),
            axis,
            Understood.of(
                ID,
                "Agilent single tile",
                geometry.pixels(),
                new Understood.Axis(axis.axis(), "the .bsp file", unit, false),
                quantity,
                geometry),
            List.of()));
  }

  /**
   * The sides of the tile, from the header of the {@code .dat} file. Where other software rewrote
   * the file and left the header zero, a tile is square, as the detector is.
   */
  private static ImageGeometry geometry(Path dat, ByteBuffer tile, int points) throws IOException {
    int width = tile.getShort(ACROSS);
    int height = tile.getShort(DOWN);
    if (tile.getInt(POINTS) == 0 && width == 0 && height == 0) {
      long pixels = (Files.size(dat) - DAT_HEADER) / ((long) points * Float.BYTES);
      int side = (int) Math.round(Math.sqrt((double) pixels));
      if (side < 1 || (long) side * side != pixels) {
        throw SpectrumFileException.atByte(
            dat,
            ACROSS,
            "no sides, and " + pixels + " spectra of " + points + " points",
            "the sides of the tile, or as many spectra as make a square");
      }
      width = side;
      height = side;
    } else if (tile.getInt(POINTS) != points) {
      throw SpectrumFileException.atByte(
          dat, POINTS, tile.getInt(POINTS) + " points", points + ", as the .bsp file says");
    }
    try {
      return ImageGeometry.of(width, height);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atByte(
          dat, ACROSS, e.getMessage(), "the sides of the tile in pixels");
    }
  }

  private static Path companion(Path file, String ending) throws IOException {
    if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
      return file;
    }
    return CompanionFiles.withEnding(file, ending)
        .orElseThrow(
            () ->
                SpectrumFileException.ofFile(
                    file,
                    "no " + ending + " file of that name beside it",
                    "a single tile's .dat and .bsp; mosaics (.dmt with .dmd) are not read"));
  }

  private static void requireAxisRecord(Path bsp, byte[] bytes, ByteBuffer description, int record)
      throws SpectrumFileException {
    if (description.limit() < record + AXIS_RECORD_BYTES) {
      throw SpectrumFileException.atByte(
          bsp, description.limit(), "the end of the file", "the axis at byte " + record);
    }
    boolean fits =
        new String(bytes, record, 4, StandardCharsets.ISO_8859_1).equals("1.00")
            && description.getInt(record + 12) == 8
            && description.getInt(record + 24) == 4
            && description.getInt(record + 32) == 4;
    if (!fits) {
      throw SpectrumFileException.atByte(
          bsp, record, "no axis record", "\"1.00\" and the axis as a step, a start and a count");
    }
  }
}
