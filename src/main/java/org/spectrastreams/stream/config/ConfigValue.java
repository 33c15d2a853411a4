package org.spectrastreams.stream.config;

/**
 * What the value of a key can be. Immutable; any thread.
 *
 * <p>{@link #check} refuses with an {@link IllegalArgumentException} that names key, value and what
 * was expected.
 */
sealed interface ConfigValue {
  /** Refuses a text that cannot be this key's value. */
  void check(String key, String text);

  /** A whole number within bounds. */
  record Whole(int from, int to) implements ConfigValue {
    int parse(String key, String text) {
      try {
        int value = Integer.parseInt(text);
        if (value >= from && value <= to) {
          return value;
        }
      } catch (NumberFormatException notANumber) {
        // the same answer as for a number out of range
      }
      throw refused(key, text, "a whole number from " + from + " to " + to);
    }

    @Override
    public void check(String key, String text) {
      parse(key, text);
    }
  }

  /**
   * A share of a whole.
   *
   * @param unlessZero why it may not be 0; empty where it may
   */
  record Share(String unlessZero) implements ConfigValue {
    double parse(String key, String text) {
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException notANumber) {
        value = Double.NaN;
      }
      if (!(value >= 0 && value <= 1)) {
        throw refused(key, text, "a share from 0 to 1");
      }
      if (value == 0 && !unlessZero.isEmpty()) {
        throw new IllegalArgumentException(key + " is 0; expected a share above 0: " + unlessZero);
      }
      return value;
    }

    @Override
    public void check(String key, String text) {
      parse(key, text);
    }
  }

  /** A word, or what another kind allows. */
  record WordOr(String word, ConfigValue other) implements ConfigValue {
    @Override
    public void check(String key, String text) {
      if (!text.equals(word)) {
        other.check(key, text);
      }
    }
  }

  /** A text that matches a pattern. */
  record Matching(String pattern, String expected) implements ConfigValue {
    @Override
    public void check(String key, String text) {
      if (!text.matches(pattern)) {
        throw refused(key, text, expected);
      }
    }
  }

  /** None, or a text that matches a pattern and is never shown. */
  record Secret(String pattern, String expected) implements ConfigValue {
    @Override
    public void check(String key, String text) {
      if (!text.isEmpty() && !text.matches(pattern)) {
        throw new IllegalArgumentException(
            key + " has " + text.length() + " characters; expected " + expected + ", or none");
      }
    }
  }

  /** Any text but none. */
  record Text() implements ConfigValue {
    @Override
    public void check(String key, String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException(key + " is empty; expected a value");
      }
    }
  }

  private static IllegalArgumentException refused(String key, String text, String expected) {
    return new IllegalArgumentException(key + " is \"" + text + "\"; expected " + expected);
  }
}
