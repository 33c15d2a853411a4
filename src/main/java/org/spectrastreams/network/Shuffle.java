package org.spectrastreams.network;

import java.util.Random;

/** Another order of the same numbers, every order as likely (Fisher and Yates), in place. */
public final class Shuffle {
  private Shuffle() {}

  /** Shuffles them all. */
  public static void of(int[] values, Random random) {
    of(values, values.length, random);
  }

  /** Shuffles the first {@code count}. */
  public static void of(int[] values, int count, Random random) {
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** Shuffles them all. */
  public static void of(float[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
