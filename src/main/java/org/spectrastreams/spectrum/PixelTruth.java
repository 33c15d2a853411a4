package org.spectrastreams.spectrum;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is truly there: one of several things at each spectrum, known because it was computed, or
 * because somebody found out by other means. Nothing is ever scored with its help; it is there to
 * show where a model is wrong.
 *
 * @param names of the things, for people: 1 to {@link #MAX_NAMES}, none twice, each of 1 to {@link
 *     #NAME_LENGTH} characters. Where a thing is a class that models name, it has the same name
 * @param indices one byte a spectrum, unsigned: a number in {@code names}, or {@link #UNKNOWN};
 *     owned by this record, and nobody may write to it
 */
public record PixelTruth(List<String> names, byte[] indices) {
  /** The most names. */
  public static final int MAX_NAMES = 250;

  /** The longest name, in characters. */
  public static final int NAME_LENGTH = 100;

  /** The index of a spectrum of which it is not known. */
  public static final int UNKNOWN = 255;

  /** Checks names and indices. */
  public PixelTruth {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw new IllegalArgumentException(
          "truth of " + names.size() + " names; expected 1 to " + MAX_NAMES);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("truth names something twice: " + names);
    }
    for (String name : names) {
      if (name.isBlank() || name.length() > NAME_LENGTH) {
        throw new IllegalArgumentException(
            "truth of a name of "
                + name.length()
                + " characters; expected 1 to "
                + NAME_LENGTH
                + ", not only spaces");
      }
    }
    for (byte index : indices) {
      int number = Byte.toUnsignedInt(index);
      if (number >= names.size() && number != UNKNOWN) {
        throw new IllegalArgumentException(
            "truth " + number + " of " + names.size() + " names; expected a lower number, or 255");
      }
    }
  }

  /** The number of spectra. */
  public int count() {
    return indices.length;
  }

  /** The name at a spectrum; empty where it is not known. */
  public Optional<String> at(int spectrum) {
    int index = Byte.toUnsignedInt(indices[spectrum]);
    return index == UNKNOWN ? Optional.empty() : Optional.of(names.get(index));
  }
}
