package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.raster.RasterSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.CompanionFiles;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Agilent (Varian) Resolutions Pro single tiles of a focal-plane-array detector: {@code NAME.dat}
 * with the spectra, {@code NAME.bsp} with the axis, {@code NAME.seq} with the interferograms. Any
 * of the three may be opened; read are the spectra.
 *
 * <p>The format is not published. The layout that {@link TileHeader} and {@link Description} read
 * is as found in files and as agreed on by the public readers <a
 * href="https://bitbucket.org/AlexHenderson/agilent-file-formats">agilent-file-formats</a> and <a
 * href="https://pypi.org/project/agilent-format/">agilent-format</a>.
 */
public final class AgilentTileReader implements SpectrumReader {
  private static final int[] OLE2 = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

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

  /** Whether a file is an OLE2 container. */
  static boolean isOle2(FileHead head) {
    return head.has(0, OLE2);
  }

  @Override
  public Claim claim(FileHead head) throws IOException {
    if (isOle2(head)) {
      if (!head.isNamed(".bsp")) {
        return Claim.NONE;
      }
      Optional<Path> dat = CompanionFiles.withEnding(head.file(), ".dat");
      return dat.isPresent()
          ? Claim.certain("an OLE2 file named .bsp with its .dat beside it")
          : Claim.likely("an OLE2 file named .bsp");
    }
    if (head.isNamed(".dat") || head.isNamed(".seq")) {
      Optional<Path> bsp = CompanionFiles.withEnding(head.file(), ".bsp");
      if (bsp.isPresent() && isOle2(FileHead.of(bsp.get()))) {
        return Claim.certain("an OLE2 file .bsp beside it");
      }
    }
    return head.has(0, TileHeader.MAGIC)
            && MosaicFiles.nameOf(head.file()).isEmpty()
            && CompanionFiles.headersOf(head.file()).isEmpty()
        ? Claim.likely("the first four bytes of a tile")
        : Claim.NONE;
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    Description description = Description.read(companion(file, ".bsp"));
    Path dat = companion(file, ".dat");
    TileHeader tile = TileHeader.read(dat, description.points());
    Stated<Quantity> quantity = description.quantity(options);
    Stated<AxisUnit> unit = description.unit(options);
    StoredAxis axis = description.axis(unit.value());
    ImageGeometry geometry =
        new ImageGeometry(
            tile.width(),
            tile.height(),
            description.places().map(Places::pixelSizeMicrometres).orElse(Double.NaN));
    Understood understood =
        Understood.of(
            ID,
            "Agilent single tile",
            geometry.pixels(),
            new Understood.Axis(axis.axis(), "the .bsp file", unit, false),
            quantity,
            geometry);
    if (description.places().isPresent()) {
      understood = understood.placed(description.places().get());
    }
    Optional<LocalDateTime> time = description.properties().time();
    if (time.isPresent()) {
      understood = understood.acquiredAt(time.get(), "Time Stamp in the .bsp file");
    }
    understood = understood.readFrom(List.of(dat, description.file()));
    return RasterSource.open(
        new RasterSource.Raster(
            dat, dat.getFileName().toString(), tile.layout(), axis, understood, List.of()));
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
                    "a single tile's .dat and .bsp, or a mosaic's .dmt and .dmd files"));
  }
}
