package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the cells of a sheet lie: found in a first pass, so that a second one can write lines of
 * equal length.
 *
 * @param rows how many rows have cells
 * @param numbers how many of them have numbers
 * @param columns the columns that have cells, from 0
 * @param notes how many rows before the table say something about it: they have fewer cells than it
 *     has columns, one text or two
 */
record SheetSurvey(int rows, int numbers, BitSet columns, int notes) {
  private static final int LONGEST_PREAMBLE = 100;

  static SheetSurvey of(SheetCells sheet) throws IOException {
    BitSet columns = new BitSet();
    List<List<String>> first = new ArrayList<>();
    int rows = 0;
    int numbers = 0;
    List<String> cells;
    while ((cells = sheet.next()) != null) {
      boolean filled = false;
      for (int i = 0; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          columns.set(i);
          filled = true;
        }
      }
      rows += filled ? 1 : 0;
      numbers += sheet.hasNumbers() ? 1 : 0;
      if (filled && first.size() < LONGEST_PREAMBLE) {
        first.add(cells);
      }
    }
    return new SheetSurvey(rows, numbers, columns, notes(first, columns.cardinality()));
  }

  /** Whether there can be a spectrum in it. */
  boolean holdsData() {
    return numbers > 0 && rows > 1 && columns.cardinality() > 1;
  }

  private static int notes(List<List<String>> first, int columns) {
    int notes = 0;
    while (notes < first.size() && isNote(first.get(notes), columns)) {
      notes++;
    }
    return notes < first.size() ? notes : 0;
  }

  private static boolean isNote(List<String> cells, int columns) {
    List<String> filled = filled(cells);
    return filled.size() <= Math.min(2, columns - 1)
        && !cells.get(0).isEmpty()
        && !isNumber(filled.get(0));
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9.,]+([eE][-+]?[0-9]+)?");
  }

  private static List<String> filled(List<String> cells) {
    return cells.stream().filter(cell -> !cell.isEmpty()).toList();
  }

  /** A row before the table as a comment of it: {@code # name: value}. */
  String comment(List<String> cells) {
    String text = String.join(": ", filled(cells)).replaceFirst(":: ", ": ");
    return text.startsWith("#") ? text : "# " + text;
  }

  /** A row of the table as a line between tabs; columns without any cell are left out. */
  String line(List<String> cells) {
    return columns.stream()
        .mapToObj(column -> column < cells.size() ? field(cells.get(column)) : "")
        .collect(Collectors.joining("\t"));
  }

  private static String field(String text) {
    return text.startsWith("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** The columns between others that have no cell, as Excel names them. */
  List<String> emptyColumns() {
    List<String> empty = new ArrayList<>();
    for (int i = columns.nextSetBit(0); i < columns.length(); i++) {
      if (!columns.get(i)) {
        empty.add("the empty column " + letters(i));
      }
    }
    return empty;
  }

  static String letters(int column) {
    String letters = "";
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters = (char) ('A' + rest % 26) + letters;
    }
    return letters;
  }
}
