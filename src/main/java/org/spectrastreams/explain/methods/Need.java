package org.spectrastreams.explain.methods;

import java.util.Locale;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.spectrum.OutcomeKind;

/** What a method of explanation may need of a model, besides its ensemble. */
public enum Need {
  /** The activation map, in the ensemble's graph. */
  ACTIVATION_MAP,

  /** Statistics of prepared spectra, and donors: some of them. */
  BACKGROUND,

  /** The network that estimates LIME weights and places spectra in the latent space. */
  ESTIMATES,

  /** The contexts of explained spectra. */
  CONTEXTS,

  /** A linear model of the log-odds for each context. */
  LINEAR_MODELS,

  /** The coefficients of a linear model. */
  COEFFICIENTS,

  /** The gradient of a class's or a label's log-odds by the input, in the ensemble's graph. */
  GRADIENTS,

  /** The class activation map of any class, in the ensemble's graph. */
  CLASS_ACTIVATION,

  /** Grad-CAM of any class, in the ensemble's graph. */
  GRAD_CAM,

  /** Grad-CAM++ of any class, in the ensemble's graph. */
  GRAD_CAM_PLUS_PLUS,

  /** The importance by a dense layer of any class, in the ensemble's graph. */
  DENSE_IMPORTANCE;

  /** Its name in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a package holds it. */
  public boolean isIn(ModelPackage model) {
    return switch (this) {
      case BACKGROUND -> model.explanations().filter(known -> known.lime().isKnown()).isPresent();
      case ESTIMATES, CONTEXTS -> model.hasExplainer();
      case ACTIVATION_MAP -> gives(model, Meaning.ACTIVATION_MAP);
      // Log-odds are of classes and labels: their gradient would explain another number.
      case GRADIENTS ->
          gives(model, Meaning.LOG_ODDS_GRADIENT)
              && model.manifest().outcome() != OutcomeKind.VALUE;
      case CLASS_ACTIVATION -> gives(model, Meaning.CLASS_ACTIVATION_MAP);
      case GRAD_CAM -> gives(model, Meaning.GRAD_CAM);
      case GRAD_CAM_PLUS_PLUS -> gives(model, Meaning.GRAD_CAM_PLUS_PLUS);
      case DENSE_IMPORTANCE -> gives(model, Meaning.DENSE_IMPORTANCE);
      case COEFFICIENTS -> model.optionalExplanationFile(ModelPackage.COEFFICIENTS).isPresent();
      case LINEAR_MODELS -> model.optionalExplanationFile(ModelPackage.LINEAR).isPresent();
    };
  }

  private static boolean gives(ModelPackage model, Meaning meaning) {
    return model.manifest().graph().gives(meaning);
  }
}
