package org.spectrastreams.export;

/** One field of a CSV file, by RFC 4180. */
public final class CsvField {
  private CsvField() {}

  /** A text as one field; quoted where it must be. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (",\"\r\n".indexOf(text.charAt(i)) >= 0) {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }
}
