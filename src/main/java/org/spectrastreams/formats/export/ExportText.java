package org.spectrastreams.formats.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.TextLines;

/**
 * The first lines of an export, without blank ones.
 *
 * @param file the export
 * @param lines its lines as they stand
 * @param numbers the numbers of the lines in the file, from 1
 */
record ExportText(Path file, List<String> lines, List<Long> numbers) {
  private static final int MOST_LINES = 400;
  private static final int MOST_CHARACTERS = 8 << 20;

  /** Reads the first lines of a file. */
  static ExportText read(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    int characters = 0;
    try (TextLines lines = new TextLines(file)) {
      String line;
      while (texts.size() < MOST_LINES
          && characters < MOST_CHARACTERS
          && (line = lines.next()) != null) {
        texts.add(line);
        numbers.add(lines.number());
        characters += line.length();
      }
    }
    return new ExportText(file, List.copyOf(texts), List.copyOf(numbers));
  }

  /** The lines of a head; their numbers are not known. */
  static ExportText of(FileHead head) {
    List<String> lines =
        head.text().lines().filter(line -> !line.isBlank()).limit(MOST_LINES).toList();
    return new ExportText(head.file(), lines, List.of());
  }

  /** A line; empty text behind the last. */
  String line(int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  /** The first line that is so. */
  OptionalInt find(Predicate<String> wanted) {
    for (int i = 0; i < lines.size(); i++) {
      if (wanted.test(lines.get(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The first line that is so; its absence is an error. */
  int require(Predicate<String> wanted, String expected) throws SpectrumFileException {
    OptionalInt found = find(wanted);
    if (found.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file, "none in its first " + lines.size() + " lines", expected);
    }
    return found.getAsInt();
  }

  /** The number of a line in the file; behind the last one, one more. */
  long number(int index) {
    return index < numbers.size()
        ? numbers.get(index)
        : numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
  }

  /**
   * What stands behind a name and a separator ({@code NAME: value}, {@code NAME;value}, {@code
   * NAME<TAB>value}, {@code NAME = value}), ignoring case; not if it is blank.
   */
  Optional<String> entry(String name) {
    Pattern wanted =
        Pattern.compile(
            "\\s*\"?" + Pattern.quote(name) + "\"?\\s*[:;,=\\t]\\s*\"?(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return lines.stream()
        .map(wanted::matcher)
        .filter(Matcher::matches)
        .map(found -> withoutEnd(found.group(1)).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** A value without the quotes, blanks and separators behind it. */
  private static String withoutEnd(String value) {
    int end = value.length();
    while (end > 0 && "\" \t\n\u000B\f\r;,".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(0, end);
  }

  /** A count that stands behind one of some names; empty where there is none. */
  OptionalInt count(String... names) {
    return Stream.of(names)
        .map(this::entry)
        .flatMap(Optional::stream)
        .filter(value -> value.matches("\\d{1,9}"))
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  /** An error on a line. */
  SpectrumFileException error(int index, String expected) {
    return SpectrumFileException.atLine(file, number(index), "\"" + line(index) + "\"", expected);
  }
}
