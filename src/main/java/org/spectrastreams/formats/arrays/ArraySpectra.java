package org.spectrastreams.formats.arrays;

import java.io.Closeable;
import java.io.IOException;

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
}
