package org.spectrastreams.formats.spi;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A measurement of which parts come one after another, each a file, as the tiles of a mosaic do. A
 * part is opened alone, in the frame of all that are known, with {@link OpenOptions#ofThisPart()}.
 *
 * @param description the file that tells what all parts have in common
 * @param parts the files of the parts by their places, in words; they may not be whole yet
 */
public record PartedFile(Path description, SortedMap<String, Path> parts) {
  /** Keeps the map from being changed. */
  public PartedFile {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** Parts by their places. */
  public static PartedFile of(Path description, Map<String, Path> parts) {
    return new PartedFile(description, new TreeMap<>(parts));
  }
}
