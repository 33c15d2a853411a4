package org.spectrastreams.formats.envi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The fields of an ENVI header file, as <a
 * href="https://www.nv5geospatialsoftware.com/docs/ENVIHeaderFiles.html">its vendor describes
 * it</a>: {@code name = value} or {@code name = {value, value, …}} over one or more lines, names in
 * any case, comment lines that start with a semicolon.
 */
final class EnviHeader {
  private static final long MAX_BYTES = 16L << 20;

  private record Field(String value, int line) {}

  private final Path file;
  private final Map<String, Field> fields = new HashMap<>();

  private EnviHeader(Path file) {
    this.file = file;
  }

  /** Whether a file starts as an ENVI header does: the word ENVI alone on its first line. */
  static boolean startsIn(byte[] head) {
    String start = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
    return start.startsWith("\u00EF\u00BB\u00BF") ? isMagic(start.substring(3)) : isMagic(start);
  }

  private static boolean isMagic(String start) {
    return start.lines().findFirst().orElse("").strip().equals("ENVI");
  }

  /**
   * Reads a header.
   *
   * @throws SpectrumFileException if a line is neither a field, nor part of one, nor a comment
   */
  static EnviHeader read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, size + " bytes", "an ENVI header of at most " + MAX_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!startsIn(bytes)) {
      throw SpectrumFileException.atLine(
          file,
          1,
          "\"" + decode(bytes).lines().findFirst().orElse("").strip() + "\"",
          "the word ENVI alone");
    }
    EnviHeader header = new EnviHeader(file);
    header.parse(decode(bytes).lines().toList());
    return header;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private void parse(List<String> lines) throws SpectrumFileException {
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(";")) {
        continue;
      }
      int number = i + 1;
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw SpectrumFileException.atLine(file, number, "\"" + line + "\"", "\"name = value\"");
      }
      String name =
          line.substring(0, equals).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      String value = line.substring(equals + 1).strip();
      if (value.startsWith("{")) {
        BracedList list = new BracedList();
        list.add(value);
        while (!list.isClosed()) {
          if (++i == lines.size()) {
            throw SpectrumFileException.atLine(
                file, number, "a { that is never closed in \"" + name + "\"", "a closing }");
          }
          String more = lines.get(i).strip();
          if (!more.startsWith(";")) {
            list.add(more);
          }
        }
        String behind = list.behind();
        if (!behind.isEmpty() && !behind.startsWith(";")) {
          throw SpectrumFileException.atLine(
              file,
              i + 1L,
              "\"" + behind + "\" behind the } of \"" + name + "\"",
              "nothing, or a comment after a semicolon");
        }
        value = list.inside();
      }
      Field earlier = fields.put(name, new Field(value, number));
      if (earlier != null && !earlier.value().equals(value)) {
        throw SpectrumFileException.atLine(
            file,
            number,
            "\"" + name + "\" a second time, with another value than in line " + earlier.line(),
            "every field once");
      }
    }
  }

  /** The text of a field; empty where it is missing or has no value. */
  Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).map(Field::value).filter(text -> !text.isEmpty());
  }

  /** The one word of a field, in lower case and without a comment behind it. */
  Optional<String> word(String name) {
    return text(name)
        .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(text -> !text.isEmpty());
  }

  /** A whole number that must be there. */
  long requiredInteger(String name, long min, long max) throws SpectrumFileException {
    if (word(name).isEmpty()) {
      throw SpectrumFileException.ofFile(
          file, "no field \"" + name + "\"", name + " = " + min + " … " + max);
    }
    return integer(name, min, max, min);
  }

  /** A whole number, or {@code otherwise} where the field is missing. */
  long integer(String name, long min, long max, long otherwise) throws SpectrumFileException {
    Optional<String> word = word(name);
    if (word.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(word.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the same message as a number out of range
    }
    throw error(name, "a whole number, " + min + " … " + max);
  }

  /** A number, or NaN where the field is missing. */
  double number(String name) throws SpectrumFileException {
    Optional<String> word = word(name);
    if (word.isEmpty()) {
      return Double.NaN;
    }
    if (word.get().equals("nan")) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(word.get());
    } catch (NumberFormatException e) {
      throw error(name, "a number");
    }
  }

  /** The values of a list, split at commas; empty where the field is missing. */
  List<String> list(String name) {
    List<String> values = new ArrayList<>();
    for (String value : text(name).orElse("").split(",", -1)) {
      values.add(value.strip());
    }
    if (values.get(values.size() - 1).isEmpty()) {
      values.remove(values.size() - 1);
    }
    return values;
  }

  /** The values of a list of numbers; empty where the field is missing. */
  double[] numbers(String name) throws SpectrumFileException {
    // A comment may stand behind the values of a line.
    String plain = text(name).orElse("").replaceAll(";[^\n]*", "").strip();
    List<String> tokens =
        plain.isEmpty() ? List.of() : List.of(plain.replaceFirst(",$", "").split("\\s*,\\s*|\\s+"));
    double[] numbers = new double[tokens.size()];
    for (int i = 0; i < numbers.length; i++) {
      try {
        numbers[i] = Double.parseDouble(tokens.get(i));
      } catch (NumberFormatException e) {
        throw SpectrumFileException.atLine(
            file,
            fields.get(name).line(),
            "\"" + tokens.get(i) + "\" as value " + (i + 1) + " of \"" + name + "\"",
            "a number");
      }
    }
    return numbers;
  }

  /** An error at the line of a field, or of the file where the field is missing. */
  SpectrumFileException error(String name, String expected) {
    Field field = fields.get(name);
    return field == null
        ? SpectrumFileException.ofFile(file, "no field \"" + name + "\"", expected)
        : SpectrumFileException.atLine(file, field.line(), name + " = " + field.value(), expected);
  }
}
