package org.spectrastreams.explain.methods;

import java.util.Optional;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;

/** {@link StableLime}: band-wide segments replaced by what real spectra have there. */
public final class StableLimeMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = StableLime.METHOD;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "LIME, exact";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BACKGROUND);
  }

  @Override
  public Optional<Samples> samples(ModelPackage model) {
    int standard =
        model
            .explanations()
            .map(known -> known.lime().samples())
            .orElse(StableLime.DEFAULT_SAMPLES);
    return Optional.of(
        new Samples(
            Math.min(standard, StableLime.MIN_SAMPLES),
            standard,
            Math.max(standard, StableLime.MAX_SAMPLES)));
  }

  @Override
  public Explainer open(OpenModel model) {
    return new StableLime(
        model.engine(),
        model.model().axis(),
        model.background(),
        model.segmentSpacing(),
        LimeResponse.adding(model.model().manifest().outcome()));
  }
}
