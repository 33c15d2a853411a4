package org.spectrastreams.explain.methods;

import java.util.Optional;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.gradient.ExpectedGradients;
import org.spectrastreams.model.ModelPackage;

/** {@link ExpectedGradients} of the log-odds over donors. */
public final class ExpectedGradientsMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = ExpectedGradients.METHOD;

  private static final Samples SAMPLES =
      new Samples(
          ExpectedGradients.MIN_SAMPLES,
          ExpectedGradients.DEFAULT_SAMPLES,
          ExpectedGradients.MAX_SAMPLES);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Expected gradients";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BACKGROUND, Need.GRADIENTS);
  }

  @Override
  public Optional<Samples> samples(ModelPackage model) {
    return Optional.of(SAMPLES);
  }

  @Override
  public Explainer open(OpenModel model) {
    return new ExpectedGradients(
        model.engine().gradients().orElseThrow(),
        model.model().axis(),
        model.background(),
        model.segmentSpacing());
  }
}
