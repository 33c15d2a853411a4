package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files that belong together by their names, ignoring case, in one folder and never
 * outside it.
 */
public final class CompanionFiles {
  private static final List<String> DATA_ENDINGS =
      List.of("", ".dat", ".img", ".bsq", ".bil", ".bip", ".raw", ".sli");

  private CompanionFiles() {}

  /** The header files a data file may have: {@code NAME.dat.hdr} and {@code NAME.hdr}. */
  public static List<Path> headersOf(Path data) throws IOException {
    String name = data.getFileName().toString();
    return named(data, List.of(name + ".hdr", stem(name) + ".hdr"));
  }

  /** The file of the same name with another ending, for instance {@code .bsp}. */
  public static Optional<Path> withEnding(Path file, String ending) throws IOException {
    return named(file, List.of(stem(file.getFileName().toString()) + ending)).stream().findFirst();
  }

  /**
   * The data file of a header.
   *
   * @param stated the name that the header itself gives, if any
   * @param length the length the header asks for, which decides between several candidates
   */
  public static Path dataOf(Path header, Optional<String> stated, long length) throws IOException {
    List<String> names = new ArrayList<>();
    if (stated.isPresent()) {
      if (stated.get().matches(".*[/\\\\:\\p{Cntrl}].*") || stated.get().startsWith("..")) {
        throw SpectrumFileException.ofFile(
            header, "data file = " + stated.get(), "the name of a file in the header's own folder");
      }
      names.add(stated.get());
    } else {
      String stem = stem(header.getFileName().toString());
      DATA_ENDINGS.forEach(ending -> names.add(stem + ending));
    }
    List<Path> found = named(header, names).stream().filter(path -> !path.equals(header)).toList();
    if (found.isEmpty()) {
      throw SpectrumFileException.ofFile(
          header, "no data file beside it", "one of " + String.join(", ", names));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    List<Path> fitting = new ArrayList<>();
    for (Path path : found) {
      if (Files.size(path) == length) {
        fitting.add(path);
      }
    }
    if (fitting.size() != 1) {
      throw SpectrumFileException.ofFile(
          header,
          found.stream().map(path -> path.getFileName().toString()).toList() + " beside it",
          "one data file of " + length + " bytes: open the data file instead of the header");
    }
    return fitting.get(0);
  }

  /** The files beside {@code file} that bear one of the names, in the order of the names. */
  private static List<Path> named(Path file, List<String> names) throws IOException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file.getFileSystem().getPath("."));
    List<Path> inFolder;
    try (Stream<Path> entries = Files.list(folder)) {
      inFolder = entries.filter(Files::isRegularFile).toList();
    }
    List<Path> found = new ArrayList<>();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      inFolder.stream()
          .filter(path -> path.getFileName().toString().equals(name))
          .findFirst()
          .or(
              () ->
                  inFolder.stream()
                      .filter(
                          path ->
                              path.getFileName().toString().toLowerCase(Locale.ROOT).equals(lower))
                      .findFirst())
          .filter(path -> !found.contains(path))
          .ifPresent(found::add);
    }
    return found;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
