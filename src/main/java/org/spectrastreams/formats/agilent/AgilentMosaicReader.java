package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PartedFile;
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
 * Agilent Resolutions Pro mosaics: {@code NAME.dmt} with the axis, a tile of spectra {@code
 * NAME_0000_0000.dmd} and one of interferograms {@code .drd} for each place. Any of them may be
 * opened; read are the spectra of all tiles that are there, so that a mosaic can be read while it
 * is measured. Tiles are numbered from the left and from the top, and stored as {@link
 * AgilentTileReader single tiles} are, the lowest line first.
 */
public final class AgilentMosaicReader implements SpectrumReader {
  private static final String ID = "agilent-mosaic";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "an Agilent mosaic (.dmt with its .dmd tiles beside it)";
  }

  @Override
  public String evidence() {
    return "an OLE2 file .dmt, or a tile NAME_0000_0000.dmd beside one; any of them may be opened";
  }

  @Override
  public Claim claim(FileHead head) throws IOException {
    if (head.isNamed(".dmt")) {
      return Claim.certainIf(AgilentTileReader.isOle2(head), "an OLE2 file named .dmt");
    }
    Optional<String> mosaic = MosaicFiles.nameOf(head.file());
    if (mosaic.isEmpty() || !head.has(0, TileHeader.MAGIC)) {
      return Claim.NONE;
    }
    Optional<Path> description = MosaicFiles.descriptionOf(head.file(), mosaic.get());
    return description.isPresent() && AgilentTileReader.isOle2(FileHead.of(description.get()))
        ? Claim.certain("an OLE2 file .dmt beside it")
        : Claim.likely("the first four bytes of a tile, and its name");
  }

  @Override
  public Optional<PartedFile> parts(Path file) throws IOException {
    MosaicFiles files = MosaicFiles.of(file);
    Map<String, Path> parts = new HashMap<>();
    files.tiles().forEach((place, tile) -> parts.put(place.toString(), tile));
    return Optional.of(PartedFile.of(files.description(), parts));
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    MosaicFiles files = MosaicFiles.of(file);
    Description description = Description.read(files.description());
    if (options.thisPart()) {
      files = files.reading(file);
    }
    TileHeader tile =
        TileHeader.read(files.read().values().iterator().next(), description.points());
    requireSizes(files, tile);
    Stated<Quantity> quantity = description.quantity(options);
    Stated<AxisUnit> unit = description.unit(options);
    StoredAxis axis = description.axis(unit.value());
    ImageGeometry geometry;
    try {
      geometry =
          new ImageGeometry(
              Math.multiplyExact(files.across(), tile.width()),
              Math.multiplyExact(files.down(), tile.height()),
              description.places().map(Places::pixelSizeMicrometres).orElse(Double.NaN));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw SpectrumFileException.ofFile(
          file,
          files.across() + " × " + files.down() + " tiles of " + tile,
          "a mosaic of at most " + ImageGeometry.MAX_SIDE + " pixels a side");
    }
    Understood understood =
        Understood.of(
                ID,
                "Agilent mosaic of " + files.across() + " × " + files.down() + " tiles",
                (long) files.read().size() * tile.width() * tile.height(),
                new Understood.Axis(axis.axis(), "the .dmt file", unit, false),
                quantity,
                geometry)
            .noting(notes(files));
    if (description.places().isPresent()) {
      understood = understood.placed(description.places().get());
    }
    Optional<LocalDateTime> time = description.properties().time();
    if (time.isPresent()) {
      understood = understood.acquiredAt(time.get(), "Time Stamp in the .dmt file");
    }
    return new MosaicSource(files, tile, axis, understood);
  }

  private static List<String> notes(MosaicFiles files) {
    int places = files.across() * files.down();
    List<String> notes = new ArrayList<>();
    if (files.tiles().size() < places) {
      notes.add("incomplete: " + files.tiles().size() + " of " + places + " tiles are there");
    }
    return notes;
  }

  /** Checks that all tiles are of one size before the first is read. */
  private static void requireSizes(MosaicFiles files, TileHeader tile) throws IOException {
    long expected = tile.layout().headerBytes() + tile.layout().dataBytes();
    for (Path path : files.read().values()) {
      long size = Files.size(path);
      if (size != expected) {
        throw SpectrumFileException.atByte(
            path,
            Math.min(size, expected),
            size + " bytes in the file",
            expected
                + " bytes: "
                + tile.width()
                + " × "
                + tile.height()
                + " pixels of "
                + tile.points()
                + " points; is it still being written?");
      }
    }
  }
}
