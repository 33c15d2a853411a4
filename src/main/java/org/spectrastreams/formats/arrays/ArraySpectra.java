package org.spectrastreams.formats.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The spectra of one array. */
public interface ArraySpectra extends Closeable {
  /** How many spectra are best read at a time, 1 or more. */
  int portion();

  /**
   * Reads spectra one behind the other, in the order of {@link ArrayFrame}.
   *
   * @param first the number of the first, from 0
   * @param count how many, at most {@link #portion}
   * @param into receives {@code count × points} numbers in their stored order
   */
  void read(long first, int count, float[] into) throws IOException;

  /** What a user should know of them that their file does not hold; empty where it holds all. */
  default Optional<String> note() throws IOException {
    return Optional.empty();
  }
}
