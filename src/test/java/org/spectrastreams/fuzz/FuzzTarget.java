package org.spectrastreams.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.formats.SpectrumFiles;

/**
 * Gives bytes to one parser, the one that the property {@code fuzz.target} names. A parser may read
 * them or refuse them in its own way; whatever else it does is a finding.
 */
public final class FuzzTarget {
  private static final String NAME = System.getProperty("fuzz.target", "");
  private static final Target TARGET = NAME.isEmpty() ? null : of(NAME);

  private FuzzTarget() {}

  /** All parsers by their names: the readers' ids, and those of records and files. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    SpectrumFiles.readers().forEach(reader -> names.add(reader.id()));
    names.addAll(RecordTarget.NAMES);
    return names;
  }

  /** One of them: no class of another is loaded, since each is instrumented when it is. */
  static Target of(String name) {
    return SpectrumFiles.readers().stream()
        .filter(reader -> reader.id().equals(name))
        .findFirst()
        .<Target>map(ReaderTarget::new)
        .orElseGet(() -> RecordTarget.of(name));
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    TARGET.parse(bytes);
  }

  /** Where parsers find the files that they are given. */
  static Path folder() {
    return Path.of(System.getProperty("fuzz.folder", System.getProperty("java.io.tmpdir")));
  }

  /** A file of such bytes. */
  static Path written(String name, byte[] bytes) throws IOException {
    return Files.write(folder().resolve(name), bytes);
  }
}
