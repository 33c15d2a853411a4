package org.spectrastreams.export;

/**
 * One field of a CSV file, by RFC 4180. A text that a spreadsheet would run as a formula, one that
 * calls a function, a program or another sheet, has an apostrophe before it and is a text there,
 * too; names and numbers stay as they are.
 */
public final class CsvField {
  private static final String BEGINS_A_FORMULA = "=+-@\t\r";
  private static final String CALLS = "(|!";

  private CsvField() {}

  /** A text as one field; quoted where it must be. */
  public static String of(String text) {
    String plain = isFormula(text) ? "'" + text : text;
    for (int i = 0; i < plain.length(); i++) {
      if (",\"\r\n".indexOf(plain.charAt(i)) >= 0) {
        return '"' + plain.replace("\"", "\"\"") + '"';
      }
    }
    return plain;
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty()
        && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0
        && text.chars().anyMatch(c -> CALLS.indexOf(c) >= 0);
  }
}
