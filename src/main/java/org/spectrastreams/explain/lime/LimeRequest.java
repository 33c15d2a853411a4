package org.spectrastreams.explain.lime;

import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;

/** Checks that both kinds of LIME make. */
final class LimeRequest {
  private LimeRequest() {}

  static void check(EnsembleScores scores, int classIndex, int samples, int least, int most) {
    if (classIndex < 0 || classIndex >= scores.classes()) {
      throw new IllegalArgumentException(
          "class " + classIndex + "; expected 0 to " + (scores.classes() - 1));
    }
    if (samples < least || samples > most) {
      throw new IllegalArgumentException(samples + " samples; expected " + least + " to " + most);
    }
  }

  static double finite(double response) {
    if (!Double.isFinite(response)) {
      throw new EngineException(
          "the ensemble's answer to a perturbed spectrum is " + response + "; no explanation");
    }
    return response;
  }
}
