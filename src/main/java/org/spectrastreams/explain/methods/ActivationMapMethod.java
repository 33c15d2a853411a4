package org.spectrastreams.explain.methods;

import java.util.Arrays;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.model.ModelPackage;

/** The activation map of the predicted class, which the ensemble computes with every score. */
public final class ActivationMapMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = "cam";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Activation map";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ACTIVATION_MAP);
  }

  @Override
  public boolean explainsAnyClass() {
    return false;
  }

  @Override
  public String provenance(ModelPackage model) {
    return model.manifest().explanation().method();
  }

  @Override
  public Explainer open(OpenModel model) {
    int points = model.model().points();
    return (prepared, offset, classIndex, samples, seed) ->
        Explanation.ofWeights(
            ID, classIndex, Arrays.copyOf(model.score(prepared, offset).activationMap(), points));
  }
}
