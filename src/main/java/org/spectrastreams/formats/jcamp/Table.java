package org.spectrastreams.formats.jcamp;

import java.util.Locale;
import java.util.Optional;

/**
 * A table of a file, before it is decoded.
 *
 * @param number its number in the file, from 1
 * @param title the title of its block
 * @param header the records that hold for it
 * @param kind the label of the table's record, for instance {@code XYDATA}
 * @param form the form of the table without blanks, for instance {@code (X++(Y..Y))}
 * @param page the page of an NTUPLES block, for instance {@code N=1}; empty outside of one
 * @param line the number of its first line
 */
record Table(
    int number,
    String title,
    Header header,
    String kind,
    String form,
    Optional<String> page,
    long line) {
  /** The symbol of its ordinate: {@code Y}, {@code R} or {@code I}; empty for other forms. */
  String ordinateSymbol() {
    String plain = form.toUpperCase(Locale.ROOT);
    if (plain.matches("\\([A-Z]\\w*\\+\\+\\([A-Z]\\w*\\.\\.[A-Z]\\w*\\)+.*")) {
      return plain.replaceFirst(".*\\+\\+\\(([A-Z]\\w*)\\.\\..*", "$1");
    }
    return plain.matches("\\([A-Z]\\d?,?[A-Z]\\d?[;,]?\\.\\..*") ? "Y" : "";
  }

  /** The symbol of its abscissa: {@code X}, {@code F2}. */
  String abscissaSymbol() {
    return form.toUpperCase(Locale.ROOT).replaceFirst("\\(([A-Z]\\d?).*", "$1");
  }

  /** Whether its points are at even steps. */
  boolean isEven() {
    return form.contains("++");
  }

  /** Whether it is part of an NTUPLES block. */
  boolean isPage() {
    return kind.equals("DATATABLE");
  }

  /** What it is, for a list. */
  String describe(String what) {
    return what
        + " (table "
        + number
        + (title.isEmpty() ? "" : " \"" + shortened(title) + "\"")
        + page.map(name -> ", page " + shortened(name)).orElse("")
        + ")";
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
