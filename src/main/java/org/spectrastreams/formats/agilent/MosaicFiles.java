package org.spectrastreams.formats.agilent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The files of a mosaic: {@code NAME.dmt} and its tiles {@code NAME_0000_0000.dmd}, numbered from
 * the left and from the top; the name's case may differ.
 *
 * @param description the {@code .dmt} file
 * @param tiles the tiles by row, then column
 * @param read those that shall be read
 * @param across tiles across
 * @param down tiles down
 */
record MosaicFiles(
    Path description, Map<Place, Path> tiles, Map<Place, Path> read, int across, int down) {
  private static final Pattern TILE =
      Pattern.compile("(.+)_(\\d{4})_(\\d{4})\\.(?:dmd|drd)", Pattern.CASE_INSENSITIVE);

  /** Where a tile lies; ordered by row, then column. */
  record Place(int row, int column) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return row == other.row
          ? Integer.compare(column, other.column)
          : Integer.compare(row, other.row);
    }
  }

  /** The name of the mosaic that a file belongs to by its own name; empty where it is none's. */
  static Optional<String> nameOf(Path file) {
    String name = file.getFileName().toString();
    Matcher tile = TILE.matcher(name);
    if (tile.matches()) {
      return Optional.of(tile.group(1));
    }
    return name.toLowerCase(Locale.ROOT).endsWith(".dmt")
        ? Optional.of(name.substring(0, name.length() - 4))
        : Optional.empty();
  }

  /** The description beside a file of a mosaic. */
  static Optional<Path> descriptionOf(Path file, String mosaic) throws IOException {
    return beside(file).stream()
        .filter(path -> path.getFileName().toString().equalsIgnoreCase(mosaic + ".dmt"))
        .findFirst();
  }

  /** The files of the mosaic that a file belongs to. */
  static MosaicFiles of(Path file) throws IOException {
    String mosaic =
        nameOf(file)
            .orElseThrow(
                () ->
                    SpectrumFileException.ofFile(
                        file, "no name of a mosaic's file", "NAME.dmt or NAME_0000_0000.dmd"));
    Path description =
        descriptionOf(file, mosaic)
            .orElseThrow(
                () ->
                    SpectrumFileException.ofFile(
                        file,
                        "no " + mosaic + ".dmt beside it",
                        "the mosaic's description with its axis"));
    Map<Place, Path> tiles = new TreeMap<>();
    int across = 0;
    int down = 0;
    for (Path path : beside(file)) {
      Matcher tile = TILE.matcher(path.getFileName().toString());
      if (tile.matches()
          && tile.group(1).equalsIgnoreCase(mosaic)
          && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dmd")) {
        int column = Integer.parseInt(tile.group(2));
        int row = Integer.parseInt(tile.group(3));
        tiles.putIfAbsent(new Place(row, column), path);
        across = Math.max(across, column + 1);
        down = Math.max(down, row + 1);
      }
    }
    if (tiles.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file, "no tile " + mosaic + "_0000_0000.dmd beside it", "the mosaic's tiles");
    }
    return new MosaicFiles(description, tiles, tiles, across, down);
  }

  /** The same mosaic, of which only one tile shall be read. */
  MosaicFiles reading(Path tile) throws SpectrumFileException {
    Map<Place, Path> one = new TreeMap<>();
    tiles.forEach(
        (place, path) -> {
          if (path.getFileName().equals(tile.getFileName())) {
            one.put(place, path);
          }
        });
    if (one.isEmpty()) {
      throw SpectrumFileException.ofFile(tile, "no tile of spectra", "NAME_0000_0000.dmd");
    }
    return new MosaicFiles(description, tiles, one, across, down);
  }

  private static List<Path> beside(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file.getFileSystem().getPath("."));
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
