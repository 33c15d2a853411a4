package org.spectrastreams.explain.methods;

import java.util.Arrays;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/** A map of any class that the ensemble's graph computes, where its network has such a map. */
abstract sealed class ClassMapMethod implements ExplanationMethod
    permits ClassActivationMethod, GradCamMethod, GradCamPlusPlusMethod, DenseImportanceMethod {
  private final String id;
  private final String title;
  private final Need need;
  private final Meaning output;

  ClassMapMethod(String id, String title, Need need, Meaning output) {
    this.id = id;
    this.title = title;
    this.need = need;
    this.output = output;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final boolean exact() {
    return true;
  }

  @Override
  public final Set<Need> needs() {
    return Set.of(Need.GRADIENTS, need);
  }

  @Override
  public final Explainer open(OpenModel model) {
    GradientEngine engine = model.engine().gradients().orElseThrow();
    int points = model.model().points();
    return (prepared, offset, classIndex, samples, seed) -> {
      float[] map = new float[points];
      engine.maps(
          output, Arrays.copyOfRange(prepared, offset, offset + points), 1, classIndex, map);
      return Explanation.ofWeights(id, classIndex, map);
    };
  }
}
