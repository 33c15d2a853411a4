package org.spectrastreams.formats.jcamp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Numbers;

/** The records of a block that stand before its table. Grows as they are read. */
final class Header {
  private static final int MOST_RECORDS = 1 << 14;

  private final Path file;
  private final boolean decimalComma;
  private final Map<String, Records.Ldr> records = new HashMap<>();

  /**
   * An empty header.
   *
   * @param decimalComma whether numbers have decimal commas
   */
  Header(Path file, boolean decimalComma) {
    this.file = file;
    this.decimalComma = decimalComma;
  }

  /** A copy that grows on its own, for a page of an NTUPLES block. */
  Header copy() {
    Header copy = new Header(file, decimalComma);
    copy.records.putAll(records);
    return copy;
  }

  void add(Records.Ldr record) throws SpectrumFileException {
    if (records.size() == MOST_RECORDS) {
      throw SpectrumFileException.atLine(
          file, record.line(), "more records", "at most " + MOST_RECORDS + " in a block");
    }
    records.put(record.label(), record);
  }

  /** The first line of a record's value; empty where it is missing or blank. */
  Optional<String> text(String label) {
    return Optional.ofNullable(records.get(label))
        .map(record -> record.value().lines().findFirst().orElse("").strip())
        .filter(value -> !value.isEmpty());
  }

  /** The number of the record's line; 1 where it is missing. */
  long line(String label) {
    return Optional.ofNullable(records.get(label)).map(Records.Ldr::line).orElse(1L);
  }

  /** The comma-separated entries of a record, for instance of {@code ##SYMBOL=}. */
  List<String> list(String label) {
    Records.Ldr record = records.get(label);
    List<String> entries = new ArrayList<>();
    if (record != null) {
      Arrays.stream(record.value().replace('\n', ' ').split(",", -1))
          .limit(64)
          .forEach(entry -> entries.add(entry.strip()));
    }
    return entries;
  }

  /**
   * The number in a record; empty where there is none.
   *
   * @throws SpectrumFileException if it holds anything but a number
   */
  OptionalDouble number(String label) throws SpectrumFileException {
    Optional<String> text = text(label);
    return text.isEmpty() ? OptionalDouble.empty() : number(label, text.get());
  }

  /** Reads a number that stands in a record. */
  OptionalDouble number(String label, String text) throws SpectrumFileException {
    String plain = decimalComma ? text.replace(',', '.') : text;
    if (plain.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (plain.length() > 64 || !Numbers.isPlain(plain)) {
      throw SpectrumFileException.atLine(
          file,
          line(label),
          "##" + label + "= " + text,
          "a number with a decimal "
              + (decimalComma ? "comma, as elsewhere in the file" : "point"));
    }
    double value = Double.parseDouble(plain);
    if (!Double.isFinite(value)) {
      throw SpectrumFileException.atLine(
          file, line(label), "##" + label + "= " + text, "a finite number");
    }
    return OptionalDouble.of(value);
  }

  /** The number in a record that is only a check; empty where it cannot be read. */
  OptionalDouble readableNumber(String label) {
    try {
      return number(label);
    } catch (SpectrumFileException e) {
      return OptionalDouble.empty();
    }
  }
}
