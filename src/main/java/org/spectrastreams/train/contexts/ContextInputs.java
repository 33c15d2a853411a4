package org.spectrastreams.train.contexts;

/** What the auto-encoder reads: a spectrum and its explanation, each mapped onto −1 … 1. */
final class ContextInputs {
  private static final float LEAST_REACH = 1e-12f;

  private ContextInputs() {}

  /** n(spectrum) ++ n(weights) of every row. */
  static float[] of(float[] spectra, float[] explanations, int points) {
    int count = spectra.length / points;
    float[] inputs = new float[2 * count * points];
    for (int n = 0; n < count; n++) {
      range(spectra, n * points, points, inputs, 2 * n * points);
      range(explanations, n * points, points, inputs, (2 * n + 1) * points);
    }
    return inputs;
  }

  /** n(v): the least value becomes −1, the largest 1; a constant becomes 0. */
  static void range(float[] values, int from, int points, float[] into, int offset) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < points; i++) {
      least = Math.min(least, values[from + i]);
      most = Math.max(most, values[from + i]);
    }
    float middle = (least + most) * 0.5f;
    float reach = Math.max((most - least) * 0.5f, LEAST_REACH);
    for (int i = 0; i < points; i++) {
      into[offset + i] = (values[from + i] - middle) / reach;
    }
  }
}
