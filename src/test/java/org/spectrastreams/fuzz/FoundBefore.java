package org.spectrastreams.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes that a parser once did wrong with, or is likely to: {@code src/test/resources/fuzz}, a
 * folder a parser.
 */
final class FoundBefore {
  private static final Path FOLDER = Path.of("src/test/resources/fuzz");

  private FoundBefore() {}

  /** Those of one parser. */
  static List<Path> of(String parser) throws IOException {
    Path folder = FOLDER.resolve(parser);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The parsers that have some. */
  static List<String> parsers() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
