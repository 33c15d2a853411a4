package org.spectrastreams.growth.method;

import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.Need;
import org.spectrastreams.explain.methods.OpenModel;

/** One more method of explanation: what a spectrum has above its own mean speaks for any class. */
public final class ToyMethod implements ExplanationMethod {
  @Override
  public String id() {
    return "toy";
  }

  @Override
  public String title() {
    return "Toy";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Set<Need> needs() {
    return Set.of();
  }

  @Override
  public Explainer open(OpenModel model) {
    int points = model.model().axis().size();
    return (prepared, offset, classIndex, samples, seed) ->
        Explanation.ofWeights(id(), classIndex, aboveMean(prepared, offset, points));
  }

  static float[] aboveMean(float[] prepared, int offset, int points) {
    double mean = 0;
    for (int j = 0; j < points; j++) {
      mean += prepared[offset + j] / (double) points;
    }
    float[] above = new float[points];
    for (int j = 0; j < points; j++) {
      above[j] = (float) (prepared[offset + j] - mean);
    }
    return above;
  }
}
