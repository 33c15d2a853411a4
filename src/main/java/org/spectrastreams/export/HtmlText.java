package org.spectrastreams.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * HTML, written as it is made; text of others is only ever added escaped. What cannot be written is
 * an {@link UncheckedIOException}. For one thread.
 */
final class HtmlText {
  private final Writer html;

  HtmlText(Writer html) {
    this.html = html;
  }

  /** Markup of this project. */
  HtmlText raw(String markup) {
    try {
      html.write(markup);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Any text. */
  HtmlText text(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return raw(escaped.toString());
  }

  /** A text in an element of its own. */
  HtmlText element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }
}
