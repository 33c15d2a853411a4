package org.spectrastreams.formats.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The titles of a table's columns.
 *
 * @param titles one a column, without what Orange writes before them; empty for a table without
 * @param text the header as it stands
 * @param line the number of its line; 0 for none
 * @param dataFrom the first of the peeked lines that holds data
 */
record Header(List<String> titles, String text, long line, int dataFrom) {
  /** The header of a table: a line of its own, the last comment before it, or none. */
  static Header of(TableText table) throws SpectrumFileException {
    List<TableText.Line> lines = table.lines();
    // A line of numbers whose first field is blank is a header: a point has an axis value.
    if (table.isNumeric(lines.get(0)) && !lines.get(0).fields().get(0).isEmpty()) {
      Optional<List<String>> commented = table.preamble().titles(table.fields(), table.columns());
      return commented.isPresent()
          ? of(commented.get(), String.join(" ", commented.get()), 0, 0)
          : new Header(List.of(), "", 0, 0);
    }
    // An axis may be titled a few lines further down, and units and remarks stand below its title.
    int data = 1;
    boolean titled = PlotTitles.axis(lines.get(0).fields().get(0)).isPresent();
    while (data < lines.size()
        && (!table.isNumeric(lines.get(data)) || (titled && isBelowTitles(lines.get(data))))) {
      data++;
    }
    if (data < lines.size()) {
      for (int i = data - 1; i >= 0; i--) {
        TableText.Line line = lines.get(i);
        if (PlotTitles.axis(line.fields().get(0)).isPresent()
            && !(i > 0 && areUnits(line) && mostAreNumbers(table, lines.get(i - 1)))) {
          return of(line.fields(), line.text(), line.number(), data);
        }
        if (!(titled && isBelowTitles(line))
            && line.fields().stream()
                .anyMatch(field -> table.numbers().number(field).isPresent())) {
          break; // a line of data with a fault in it, or a fact such as "Scans;32"
        }
      }
    }
    TableText.Line first = lines.get(0);
    return of(first.fields(), first.text(), first.number(), 1);
  }

  /** Whether nothing stands in the column of the axis, as in a second line of titles. */
  private static boolean isBelowTitles(TableText.Line line) {
    return line.fields().get(0).isBlank() && line.fields().size() > 1;
  }

  private static boolean areUnits(TableText.Line line) {
    return line.fields().stream().allMatch(field -> field.isBlank() || RowLayout.isUnit(field));
  }

  /** Whether titles are those of a table with a spectrum a line. */
  private static boolean mostAreNumbers(TableText table, TableText.Line titles) {
    long numbers =
        titles.fields().stream().filter(field -> table.numbers().number(field).isPresent()).count();
    return numbers > 2 && 2 * numbers > titles.fields().size();
  }

  private static Header of(List<String> titles, String text, long line, int dataFrom) {
    return new Header(
        titles.stream().map(title -> title.replaceFirst("^[A-Za-z]{1,2}#\\s*(?=\\S)", "")).toList(),
        text,
        line,
        dataFrom);
  }

  /** The number of the last line before the data. */
  long lastLine(TableText table) {
    return dataFrom > 0 && dataFrom <= table.lines().size()
        ? table.lines().get(dataFrom - 1).number()
        : table.first().number() - 1;
  }

  boolean isThere() {
    return !titles.isEmpty();
  }

  /** The titles split so that there are that many, where the header has blanks in them. */
  Header fitted(int columns) {
    if (titles.size() == columns) {
      return this;
    }
    return splits(text).stream()
        .filter(split -> split.size() == columns)
        .findFirst()
        .map(split -> new Header(split, text, line, dataFrom))
        .orElse(this);
  }

  /** The ways to split a header that is not separated as the lines below it are. */
  static List<List<String>> splits(String text) {
    String plain = text.strip();
    return List.of(
        List.of(plain.split("\\t+")),
        List.of(plain.split("\\s{2,}|\\t+")),
        List.of(plain.split("\\s*[,;]\\s*")),
        // A unit in brackets belongs to the word before it.
        Arrays.stream(plain.replaceAll("\\s+(?=[(\\[])", "\u00A0").split("[ \\t]+"))
            .map(title -> title.replace('\u00A0', ' '))
            .toList());
  }

  /** The title of a column; empty text where there is none. */
  String title(int column) {
    return column < titles.size() ? titles.get(column) : "";
  }

  /** A column in words. */
  String named(int column) {
    return "column " + name(column);
  }

  /** What to ask for a column by: its title in quotes, or its number where it has none. */
  String name(int column) {
    return title(column).isBlank()
        ? String.valueOf(column + 1)
        : "\"" + title(column).strip() + "\"";
  }

  /** The column of a title, ignoring case, or of a number from 1; −1 where there is none. */
  int column(String asked, int columns) {
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i).strip().equalsIgnoreCase(asked.strip())) {
        return i;
      }
    }
    if (asked.matches("\\d{1,5}")) {
      int number = Integer.parseInt(asked);
      return number >= 1 && number <= columns ? number - 1 : -1;
    }
    return -1;
  }
}
