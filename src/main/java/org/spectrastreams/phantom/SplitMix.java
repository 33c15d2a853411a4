package org.spectrastreams.phantom;

/**
 * A SplitMix64 generator (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
 * generators", OOPSLA) that is re-seeded for every pixel, so that a pixel's numbers depend on its
 * place alone. Not thread-safe.
 */
final class SplitMix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Standard deviation of the sum of four 16-bit uniforms: √(4 · 2³² / 12). */
  private static final float SUM_OF_FOUR = (float) (65_536 / StrictMath.sqrt(3));

  private long state;

  void seed(long seed) {
    state = seed;
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  /**
   * Nearly normal, mean 0 and standard deviation 1: a sum of four uniforms (excess kurtosis −0.3,
   * nothing beyond 3.46). One 64-bit number each, no branch, no garbage.
   */
  float nextGaussian() {
    return gaussian(nextLong());
  }

  private static float gaussian(long z) {
    int sum =
        (int) (z & 0xFFFF)
            + (int) (z >>> 16 & 0xFFFF)
            + (int) (z >>> 32 & 0xFFFF)
            + (int) (z >>> 48);
    return (sum - 131_070) / SUM_OF_FOUR;
  }

  /** Adds {@code sd[i]} times a normal number to each of {@code sd.length} values. */
  void addNoise(float[] values, int offset, float[] sd, float factor) {
    long s = state;
    float scale = factor / SUM_OF_FOUR;
    for (int i = 0; i < sd.length; i++) {
      s += GOLDEN;
      long z = mix(s);
      int sum =
          (int) (z & 0xFFFF)
              + (int) (z >>> 16 & 0xFFFF)
              + (int) (z >>> 32 & 0xFFFF)
              + (int) (z >>> 48);
      values[offset + i] += (sum - 131_070) * scale * sd[i];
    }
    state = s;
  }

  /** The finaliser of SplitMix64: a bijection that scatters neighbouring numbers. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number for the place (x, y) under a key; the order of the arguments matters. */
  static long hash(long key, int x, int y) {
    return mix(mix(key + GOLDEN) ^ mix((((long) y << 32) | (x & 0xFFFFFFFFL)) + GOLDEN));
  }

  /** {@link #hash} as a uniform number in [0, 1). */
  static double hashUniform(long key, int x, int y) {
    return (hash(key, x, y) >>> 11) * 0x1.0p-53;
  }

  /** {@link #hash} as a nearly normal number. */
  static float hashGaussian(long key, int x, int y) {
    return gaussian(hash(key, x, y));
  }
}
