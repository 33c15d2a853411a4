package org.spectrastreams.formats.envi;

/** The text of a field in braces, over one or more lines; braces inside it stand in pairs. */
final class BracedList {
  private final StringBuilder text = new StringBuilder();
  private int open;
  private int scanned;
  private int close = -1;

  /** Takes in one more line; the first starts with the opening brace. */
  void add(String line) {
    text.append(text.isEmpty() ? "" : "\n").append(line);
    for (; close < 0 && scanned < text.length(); scanned++) {
      char c = text.charAt(scanned);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0 && c == '}') {
        close = scanned;
      }
    }
  }

  /** Whether the closing brace was found. */
  boolean isClosed() {
    return close >= 0;
  }

  /** What stands between the braces, without white space around it. */
  String inside() {
    return text.substring(1, close).strip();
  }

  /** What stands behind the closing brace on its line. */
  String behind() {
    return text.substring(close + 1).strip();
  }
}
