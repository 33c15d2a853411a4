package org.spectrastreams.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.spectrastreams.model.engine.EngineException;

/** The files of one package: nothing outside its folder, nothing larger than expected. */
final class PackageFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final int MAX_DEPTH = 4;

  private final Path folder;

  PackageFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /**
   * Reads a whole file.
   *
   * @param name its path from the package's folder, with slashes
   * @param maxBytes the largest size accepted
   * @throws EngineException if the name leaves the package, a part of it is a symbolic link, or the
   *     file is missing or too large
   */
  byte[] read(String name, int maxBytes) {
    Path file = resolve(name);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new EngineException(
            file + " has " + Files.size(file) + " bytes; expected " + maxBytes + " at most");
      }
      return bytes;
    } catch (IOException e) {
      throw new EngineException(file + " cannot be read: " + e, e);
    }
  }

  private Path resolve(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length > MAX_DEPTH) {
      throw outside(name);
    }
    Path file = folder;
    for (String part : parts) {
      if (!NAME.matcher(part).matches()) {
        throw outside(name);
      }
      file = file.resolve(part);
      if (Files.isSymbolicLink(file)) {
        throw new EngineException(
            file + " is a symbolic link; a package holds its own files: copy the file there");
      }
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new EngineException(file + " is missing or no file; copy the package again, whole");
    }
    return file;
  }

  private EngineException outside(String name) {
    return new EngineException(
        "package "
            + folder
            + " names a file '"
            + name
            + "'; expected a plain path inside the package, of letters, digits and . _ - /");
  }
}
