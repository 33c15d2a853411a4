package org.spectrastreams.model;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The name and version of a model package, written {@code name@version}. Both are safe as names of
 * folders.
 *
 * @param name small letters, digits and hyphens, beginning with a letter
 * @param version three numbers, {@code 1.0.0}
 */
public record ModelId(String name, String version) implements Comparable<ModelId> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d{0,5})(\\.(0|[1-9]\\d{0,5})){2}");

  /** Checks both parts. */
  public ModelId {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "model name '"
              + name
              + "'; expected small letters, digits and hyphens, beginning with a letter");
    }
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "version '" + version + "' of model " + name + "; expected three numbers such as 1.0.0");
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  /** Orders by name, then by version number, oldest first. */
  @Override
  public int compareTo(ModelId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Arrays.compare(numbers(), other.numbers());
  }

  private int[] numbers() {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
