package org.spectrastreams.explain.methods;

import java.util.Locale;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/** What a method of explanation may need of a model, besides its ensemble. */
public enum Need {
  /** Statistics of prepared spectra, and donors: some of them. */
  BACKGROUND,

  /** The network that estimates LIME weights and places spectra in the latent space. */
  ESTIMATES,

  /** The contexts of explained spectra. */
  CONTEXTS,

  /** A linear model of the log-odds for each context. */
  LINEAR_MODELS,

  /** The gradient of a class's log-odds by the input, in the ensemble's graph. */
  GRADIENTS;

  /** Its name in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a package holds it. */
  public boolean isIn(ModelPackage model) {
    return switch (this) {
      case BACKGROUND, ESTIMATES, CONTEXTS -> model.explanations().isPresent();
      case GRADIENTS -> model.manifest().graph().gives(Meaning.LOG_ODDS_GRADIENT);
      case LINEAR_MODELS -> model.optionalExplanationFile(ModelPackage.LINEAR).isPresent();
    };
  }
}
