package org.spectrastreams.train.contexts;

import java.util.Map;

/** A trained encoder: spectra with their explanations to places among which contexts are found. */
public interface ContextEmbedding {
  /**
   * Places in the latent space, count × latent.
   *
   * @param values n(spectrum) ++ n(weights) of every row
   */
  float[] places(float[] values, int count);

  /** The arrays that the served graph needs, by their names in the encoder. */
  Map<String, float[]> weights();
}
