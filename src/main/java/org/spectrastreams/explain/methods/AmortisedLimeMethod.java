package org.spectrastreams.explain.methods;

import java.util.Arrays;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;

/** A network's estimate of the weights of stable LIME, in one forward pass. */
public final class AmortisedLimeMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = "lime-amortised";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "LIME, amortised";
  }

  @Override
  public boolean exact() {
    return false;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ESTIMATES);
  }

  @Override
  public Explainer open(OpenModel model) {
    int points = model.model().points();
    return (prepared, offset, classIndex, samples, seed) ->
        Explanation.ofWeights(
            ID,
            classIndex,
            Arrays.copyOf(model.estimate(prepared, offset, classIndex).limeWeights(), points));
  }
}
