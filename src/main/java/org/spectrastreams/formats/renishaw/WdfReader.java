package org.spectrastreams.formats.renishaw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.records.StageGrid;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads Renishaw WiRE files: single spectra, series, lines, depth slices and maps. The spectra
 * (block {@code DATA}, float32) are placed by their stage positions (block {@code ORGN}) in the
 * frame of the map (block {@code WMAP}), whatever the order of the scan; a map that was stopped has
 * the spectra that were measured, in the whole frame.
 */
public final class WdfReader implements SpectrumReader {
  private static final String ID = "wdf";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a Renishaw WiRE file (.wdf)";
  }

  @Override
  public String evidence() {
    return "the characters WDF1 at its start";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.PLACES);
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, "WDF1"), "the characters WDF1");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    return BinaryFile.source(path, ByteOrder.LITTLE_ENDIAN, file -> open(file, options));
  }

  private static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    options.requireNoAxis(file.path());
    WdfHeader header = WdfHeader.read(file);
    WdfBlocks blocks = WdfBlocks.of(file);
    WdfBlocks.Block data = blocks.require("DATA", "the spectra");
    long dataBytes = (long) header.capacity() * header.points() * Float.BYTES;
    if (data.size() - WdfBlocks.HEAD < dataBytes) {
      throw file.error(
          data.offset() + 8,
          "a block DATA of " + data.size() + " bytes",
          "room for " + header.capacity() + " spectra of " + header.points() + " points");
    }
    ByteBuffer list = blocks.read("XLST", 8 + 4L * header.points(), "the axis");
    int code = list.getInt(4);
    Stated<Quantity> quantity = options.quantity(file.path(), quantity(code, header.unit()));
    Stated<AxisUnit> unit = unit(file, blocks, code, options);
    StoredAxis axis = axis(file, blocks, list, header.points(), unit.value(), code);
    List<String> notes = new ArrayList<>();
    Optional<StageGrid> grid = grid(file, blocks, header, options, notes);
    RecordPlaces places = grid.map(StageGrid::places).orElse(null);
    if (places == null) {
      places = list(file, header);
    }
    blocks
        .cutOff()
        .ifPresent(name -> notes.add("the last block " + name + ", not read, is cut off"));
    if (header.laserWavenumber() > 0) {
      notes.add(String.format(Locale.ROOT, "laser %.1f nm", 1e7 / header.laserWavenumber()));
    }
    if (header.collected() < header.capacity()) {
      notes.add(
          "incomplete: " + header.collected() + " of " + header.capacity() + " spectra measured");
    }
    Understood understood =
        Understood.of(
                ID,
                "Renishaw " + kind(header.measurement()),
                header.collected(),
                new Understood.Axis(axis.axis(), "block XLST", unit, false),
                quantity,
                places.geometry())
            .measuredBy(header.software())
            .passingOver(passedOver(blocks))
            .noting(notes);
    if (header.started().isPresent()) {
      understood = understood.acquiredAt(header.started().get(), "header, UTC");
    }
    if (grid.isPresent()) {
      understood = understood.placed(grid.get().stage());
    }
    return RecordSource.of(
        file,
        RecordLayout.dense(data.content(), header.points(), RecordLayout.Value.FLOAT32),
        places,
        axis,
        header.title().isEmpty() ? understood : understood.noting("titled " + header.title()));
  }

  private static RecordPlaces list(BinaryFile file, WdfHeader header) throws IOException {
    try {
      return RecordPlaces.list(header.collected());
    } catch (IllegalArgumentException e) {
      throw file.error(
          72,
          header.collected() + " spectra without places",
          "fewer in a list: in WiRE, save the map as text");
    }
  }

  private static String kind(int measurement) {
    return switch (measurement) {
      case 1 -> "single measurement";
      case 2 -> "series";
      case WdfHeader.MAP -> "map";
      default -> "measurement";
    };
  }

  private static Optional<Stated<Quantity>> quantity(int axis, int intensity) {
    return axis == WdfUnit.RAMAN_SHIFT && WdfUnit.isIntensity(intensity)
        ? Optional.of(
            new Stated<>(Quantity.RAMAN_INTENSITY, "intensities over Raman shifts by their units"))
        : Optional.empty();
  }

  private static Stated<AxisUnit> unit(
      BinaryFile file, WdfBlocks blocks, int code, OpenOptions options) throws IOException {
    Optional<Stated<AxisUnit>> stated =
        WdfUnit.axis(code)
            .map(
                unit ->
                    new Stated<>(
                        unit,
                        code == WdfUnit.RAMAN_SHIFT ? "Raman shifts by block XLST" : "block XLST"));
    Optional<Stated<AxisUnit>> unit = options.unit(file.path(), stated);
    if (unit.isEmpty()) {
      throw file.error(
          blocks.require("XLST", "the axis").content() + 4,
          "an axis whose unit has the code " + code + ", which says nothing",
          "its unit: give it with --unit, for instance --unit cm-1");
    }
    return unit.get();
  }

  private static StoredAxis axis(
      BinaryFile file, WdfBlocks blocks, ByteBuffer list, int points, AxisUnit unit, int code)
      throws IOException {
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = list.getFloat(8 + 4 * i);
    }
    boolean shift = code == WdfUnit.RAMAN_SHIFT && unit == AxisUnit.PER_CENTIMETRE;
    try {
      return StoredAxis.monotonic(values, unit, shift ? AxisKind.RAMAN_SHIFT : unit.kind());
    } catch (IllegalArgumentException e) {
      throw file.error(
          blocks.require("XLST", "the axis").content() + 8,
          e.getMessage(),
          points + " axis values");
    }
  }

  private static Optional<StageGrid> grid(
      BinaryFile file, WdfBlocks blocks, WdfHeader header, OpenOptions options, List<String> notes)
      throws IOException {
    Optional<String> asked = options.choice(ReadChoice.PLACES);
    if (asked.isPresent() && !asked.get().equals("none")) {
      throw SpectrumFileException.ofFile(
          file.path(), "--places " + asked.get(), "--places none, for a list; or leave it away");
    }
    WdfOrigins origins = WdfOrigins.read(file, blocks, header);
    depth(origins, notes);
    Optional<WdfMap> map = WdfMap.read(file, blocks);
    if (asked.isPresent()) {
      return Optional.empty();
    }
    if (map.isEmpty()) {
      if (header.measurement() == WdfHeader.MAP) {
        throw file.error(
            file.size(), "a map without its frame", "a block WMAP; --places none reads a list");
      }
      return Optional.empty();
    }
    if (map.get().positions() != header.capacity()) {
      throw file.error(
          blocks.require("WMAP", "the frame").content() + 32,
          map.get().frame() + " for " + header.capacity() + " spectra",
          "as many of both; --places none reads a list");
    }
    Optional<StageGrid> grid;
    try {
      grid = map.get().grid(origins);
    } catch (IllegalArgumentException e) {
      throw file.error(
          blocks.require("WMAP", "the frame").content() + 32, e.getMessage(), "sides of an image");
    }
    if (grid.isEmpty()) {
      notes.add(
          "the positions do not lie on the frame of "
              + map.get().frame()
              + ": its spectra are read as a list");
    }
    return grid;
  }

  private static void depth(WdfOrigins origins, List<String> notes) {
    if (origins.z().isPresent() && origins.x().isEmpty()) {
      double[] z = origins.z().get();
      notes.add(
          String.format(
              Locale.ROOT, "a series in depth, z from %.6g to %.6g µm", z[0], z[z.length - 1]));
    }
  }

  private static List<String> passedOver(WdfBlocks blocks) {
    List<String> passedOver = new ArrayList<>();
    if (blocks.has("WHTL")) {
      passedOver.add("the white light picture");
    }
    if (blocks.has("MAP ")) {
      passedOver.add("maps of analyses");
    }
    if (blocks.has("TEXT")) {
      passedOver.add("a comment");
    }
    return passedOver;
  }
}
