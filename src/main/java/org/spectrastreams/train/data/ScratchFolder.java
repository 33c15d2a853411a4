package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what a training makes only to measure it; closing removes it and all in it. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;

  /**
   * Makes a new folder among those for temporary files.
   *
   * @param what what it is for, a part of its name
   */
  public ScratchFolder(String what) throws IOException {
    this.path = Files.createTempDirectory("spectra-" + what + "-");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    List<Path> content;
    try (Stream<Path> found = Files.walk(path)) {
      content = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : content) {
      Files.delete(file);
    }
  }
}
