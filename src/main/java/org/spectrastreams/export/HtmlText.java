package org.spectrastreams.export;

/** HTML in the making; text of others is only ever added escaped. For one thread. */
final class HtmlText {
  private final StringBuilder html = new StringBuilder();

  /** Markup of this project. */
  HtmlText raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Any text. */
  HtmlText text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return this;
  }

  /** A text in an element of its own. */
  HtmlText element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
