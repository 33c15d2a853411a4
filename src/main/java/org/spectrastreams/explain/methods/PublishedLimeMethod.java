package org.spectrastreams.explain.methods;

import java.util.Optional;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.model.ModelPackage;

/** {@link PublishedLime}: every wavenumber drawn by itself, as CRIME was published with. */
public final class PublishedLimeMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = PublishedLime.METHOD;

  private static final Samples SAMPLES =
      new Samples(
          PublishedLime.MIN_SAMPLES, PublishedLime.DEFAULT_SAMPLES, PublishedLime.MAX_SAMPLES);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "LIME, as published";
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
    return Optional.of(SAMPLES);
  }

  @Override
  public Explainer open(OpenModel model) {
    return new PublishedLime(
        model.engine(),
        model.background(),
        LimeResponse.published(model.model().manifest().outcome()));
  }
}
