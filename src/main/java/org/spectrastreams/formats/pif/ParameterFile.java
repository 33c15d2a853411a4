package org.spectrastreams.formats.pif;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.TextLines;

/**
 * A parameter file: {@code name : value} lines of the scan, then sections from {@code
 * FileDescBegin} or {@code FileDesc2Begin} on, one for each data file.
 *
 * @param file the parameter file
 * @param scan the entries of the scan
 * @param data the entries of each data file
 */
record ParameterFile(Path file, Map<String, String> scan, List<Map<String, String>> data) {
  private static final String MARK = ";ANFATEC Parameterfile";
  private static final int MARK_WITHIN = 256;
  private static final long MAX_BYTES = 16L << 20;
  private static final int MOST_ENTRIES = 10_000;

  private static final Pattern BEGIN = Pattern.compile("FileDesc\\d?Begin");
  private static final Pattern END = Pattern.compile("FileDesc\\d?End");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,20})?([eE][-+]?\\d{1,3})?");

  /** Whether a file is one by its first lines. */
  static boolean isOne(FileHead head) {
    return head.isText()
        && head.text().substring(0, Math.min(MARK_WITHIN, head.text().length())).contains(MARK);
  }

  /** Reads a parameter file. */
  static ParameterFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, Files.size(file) + " bytes", "a parameter file of at most " + MAX_BYTES);
    }
    Map<String, String> scan = new HashMap<>();
    List<Map<String, String>> data = new ArrayList<>();
    Map<String, String> section = scan;
    int entries = 0;
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        String text = line.strip();
        if (BEGIN.matcher(text).matches()) {
          section = new HashMap<>();
          data.add(section);
        } else if (END.matcher(text).matches()) {
          section = scan;
        } else if (!text.startsWith(";") && text.indexOf(':') > 0) {
          String value = text.substring(text.indexOf(':') + 1);
          int comment = value.indexOf(';');
          String plain = (comment < 0 ? value : value.substring(0, comment)).strip();
          section.putIfAbsent(text.substring(0, text.indexOf(':')).strip(), plain);
        }
        if (++entries > MOST_ENTRIES) {
          break; // logs may follow the sections
        }
      }
    }
    return new ParameterFile(file, scan, data);
  }

  /** The parameter file that names a data file; it lies beside and shares the start of its name. */
  static Optional<ParameterFile> of(Path dataFile) throws IOException {
    Path folder =
        Optional.ofNullable(dataFile.getParent()).orElse(dataFile.getFileSystem().getPath("."));
    String name = dataFile.getFileName().toString();
    List<Path> candidates;
    try (Stream<Path> files = Files.list(folder)) {
      candidates =
          files
              .filter(
                  path -> path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".txt"))
              .filter(
                  path ->
                      name.startsWith(
                          path.getFileName().toString().replaceFirst("(?i)\\.txt$", "")))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    for (Path candidate : candidates) {
      if (Files.size(candidate) > 0 && isOne(FileHead.of(candidate))) {
        ParameterFile parameters = read(candidate);
        if (parameters.section(name).isPresent()) {
          return Optional.of(parameters);
        }
      }
    }
    return Optional.empty();
  }

  /** The entries of a data file. */
  Optional<Map<String, String>> section(String dataFile) {
    return data.stream()
        .filter(section -> section.getOrDefault("FileName", "").equalsIgnoreCase(dataFile))
        .findFirst();
  }

  /** The sections whose data are spectra. */
  List<Map<String, String>> spectrograms() {
    return data.stream().filter(ParameterFile::isSpectrogram).toList();
  }

  /** Whether a section's data are spectra. */
  static boolean isSpectrogram(Map<String, String> section) {
    return section.getOrDefault("DataType", "").equalsIgnoreCase("Spectrogram");
  }

  /** A number of the scan; NaN where it is not stated. */
  double number(String name) {
    return number(scan, name);
  }

  /** A number of a section; NaN where it is not stated. */
  static double number(Map<String, String> section, String name) {
    String value = section.getOrDefault(name, "");
    return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
  }

  /** A count of the scan or a section. */
  int count(Map<String, String> section, String name, int most) throws SpectrumFileException {
    double value = number(section, name);
    if (!(value >= 1 && value <= most && value == Math.rint(value))) {
      throw SpectrumFileException.ofFile(
          file,
          name + " : " + section.getOrDefault(name, "(not there)"),
          "a whole number from 1 to " + most);
    }
    return (int) value;
  }
}
