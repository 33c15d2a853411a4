package org.spectrastreams.spectrum;

import java.util.Locale;
import java.util.Optional;

/** What a model or a pipeline says of a spectrum. */
public enum OutcomeKind {
  /** One class of many. */
  ONE_CLASS("one-class"),
  /** Any of several labels, none and all included. */
  LABELS("labels"),
  /** A number with a unit. */
  VALUE("value");

  private final String id;

  OutcomeKind(String id) {
    this.id = id;
  }

  /** The name used in manifests and JSON. */
  public String id() {
    return id;
  }

  /** Reads {@link #id()}, ignoring case; empty where the text names no known kind. */
  public static Optional<OutcomeKind> parse(String text) {
    String key = text.strip().toLowerCase(Locale.ROOT);
    for (OutcomeKind kind : values()) {
      if (kind.id.equals(key)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
