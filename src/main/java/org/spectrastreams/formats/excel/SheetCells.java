package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a sheet that have cells, read one at a time, in their order. */
final class SheetCells implements AutoCloseable {
  private static final int MOST_ROWS = 1 << 20;
  private static final int MOST_COLUMNS = 1 << 14;
  private static final int LONGEST_TEXT = 1 << 15;

  private final SheetXml xml;
  private final List<String> texts;
  private int row;
  private boolean numbers;

  SheetCells(SheetXml xml, List<String> texts) {
    this.xml = xml;
    this.texts = texts;
  }

  /** The cells of the next row, from column A on, an empty text for none; null at the end. */
  List<String> next() throws IOException {
    while (xml.next()) {
      if (xml.starts("row")) {
        row = place(xml.attribute("r"), row);
        return cells();
      }
    }
    return null;
  }

  /** The number of the row that {@link #next} gave last, from 1. */
  int row() {
    return row;
  }

  /** Whether that row has a number in it. */
  boolean hasNumbers() {
    return numbers;
  }

  private int place(String stated, int before) throws IOException {
    int at = stated.matches("[0-9]{1,7}") ? Integer.parseInt(stated) : before + 1;
    if ((!stated.isEmpty() && !stated.matches("[0-9]{1,7}")) || at <= before || at > MOST_ROWS) {
      throw xml.fault(() -> "row \"" + stated + "\" after row " + before, "rows in their order");
    }
    return at;
  }

  private List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>();
    numbers = false;
    while (xml.next() && !xml.ends("row")) {
      if (xml.starts("c")) {
        String reference = xml.attribute("r");
        int column = reference.isEmpty() ? cells.size() : column(reference);
        if (column < cells.size() || column >= MOST_COLUMNS) {
          throw xml.fault(
              () -> "cell \"" + reference + "\"", "the cells of row " + row + " in order");
        }
        while (cells.size() < column) {
          cells.add("");
        }
        cells.add(value(reference, xml.attribute("t")));
      }
    }
    return cells;
  }

  /** The column of a reference such as {@code AB12}, from 0; −1 for none. */
  private static int column(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length() && i < 4; i++) {
      char c = reference.charAt(i);
      if (c < 'A' || c > 'Z') {
        break;
      }
      column = column * 26 + (c - 'A' + 1);
    }
    return column - 1;
  }

  private String value(String reference, String type) throws IOException {
    String value = null;
    String inline = null;
    boolean formula = false;
    while (xml.next() && !xml.ends("c")) {
      if (xml.starts("v")) {
        value = xml.text().strip();
      } else if (xml.starts("f")) {
        formula = true;
        xml.text();
      } else if (xml.starts("is")) {
        inline = xml.runs("is", LONGEST_TEXT);
      }
    }
    if (formula && (value == null || value.isEmpty()) && !type.equals("str")) {
      throw xml.fault(
          () -> "a formula in cell " + reference + " that was never computed",
          "its value: open the workbook in Excel and save it");
    }
    if (inline != null) {
      return plain(inline);
    }
    if (value == null || value.isEmpty()) {
      return "";
    }
    return switch (type) {
      case "s" -> plain(shared(reference, value));
      case "str", "d", "e" -> plain(value);
      case "b" -> value.equals("1") ? "TRUE" : "FALSE";
      default -> number(reference, value);
    };
  }

  private String shared(String reference, String value) throws IOException {
    int index = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (index < 0 || index >= texts.size()) {
      throw xml.fault(
          () -> "text number " + value + " in cell " + reference,
          "one of the workbook's " + texts.size() + " texts");
    }
    return texts.get(index);
  }

  private String number(String reference, String value) throws IOException {
    try {
      if (Double.isFinite(Double.parseDouble(value))) {
        numbers = true;
        return value;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number that is none
    }
    throw xml.fault(() -> "\"" + value + "\" in cell " + reference, "a number");
  }

  /** A text as a field of a line. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
