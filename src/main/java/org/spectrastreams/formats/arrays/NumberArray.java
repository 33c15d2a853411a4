package org.spectrastreams.formats.arrays;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An array of real numbers in a file.
 *
 * @param name its name, with those of the groups or structures around it
 * @param shape its sides, as the program that wrote it counts them; owned, not to be written to
 * @param facts what the file says about it: attributes by their names in lower case
 */
public record NumberArray(String name, long[] shape, Map<String, String> facts) {
  /** The sides that are longer than 1, as numbers of sides. */
  int[] sides() {
    return IntStream.range(0, shape.length).filter(side -> shape[side] > 1).toArray();
  }

  /** How many numbers it has; {@link Long#MAX_VALUE} where that is beyond counting. */
  public long count() {
    long count = 1;
    for (long side : shape) {
      if (side < 0 || (side > 0 && count > Long.MAX_VALUE / side)) {
        return Long.MAX_VALUE;
      }
      count *= side;
    }
    return count;
  }

  /** Whether it is a line of two numbers or more. */
  boolean isVector() {
    return sides().length == 1;
  }

  /** Whether a side has that length. */
  boolean hasSide(long length) {
    return LongStream.of(shape).anyMatch(side -> side == length);
  }

  /** The name without what stands around it. */
  String shortName() {
    return name.replaceFirst("(?s).*[/.](?=[^/.])", "");
  }

  /** What the file says by one of some names; empty where nothing. */
  Optional<String> fact(String... names) {
    return Arrays.stream(names)
        .map(facts::get)
        .filter(text -> text != null && !text.isBlank())
        .findFirst();
  }

  /** For instance {@code data.spectra (120 × 570)}. */
  @Override
  public String toString() {
    return name
        + " ("
        + LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(" × "))
        + ")";
  }
}
