package org.spectrastreams.explain.methods;

import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.ContextFinder;
import org.spectrastreams.explain.context.LinearModels;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.methods.MethodRefusedException.Reason;

/**
 * The linear model of the spectrum's context: what every band adds to the log-odds of the class,
 * its weight times how far the band's mean lies above that of the donors.
 */
public final class ContextLinearMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = "context-linear";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Linear model of the context";
  }

  @Override
  public boolean exact() {
    return false;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ESTIMATES, Need.CONTEXTS, Need.LINEAR_MODELS, Need.BACKGROUND);
  }

  @Override
  public Explainer open(OpenModel model) {
    ContextFinder finder = model.contexts();
    LinearModels models = finder.contexts().linear().orElseThrow();
    float[] usual = usual(models, model.background());
    return (prepared, offset, classIndex, samples, seed) -> {
      int context =
          finder
              .find(prepared, offset, model.score(prepared, offset).predicted()[0])
              .orElseThrow(
                  () ->
                      new MethodRefusedException(
                          Reason.UNUSABLE_SPECTRUM, "the spectrum lies in no context"))
              .context()
              .id();
      float[] means = new float[models.bands().count()];
      models.bands().of(prepared, offset, means, 0);
      float[] weights = models.weights(context, classIndex);
      for (int k = 0; k < weights.length; k++) {
        weights[k] *= means[k] - usual[k];
      }
      return Explanation.ofWeights(ID, classIndex, models.bands().onAxis(weights));
    };
  }

  /** The bands of the mean donor. */
  private static float[] usual(LinearModels models, LimeBackground background) {
    float[] means = new float[models.bands().count()];
    models.bands().of(background.meanDonor(), 0, means, 0);
    return means;
  }
}
