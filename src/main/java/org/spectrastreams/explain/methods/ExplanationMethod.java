package org.spectrastreams.explain.methods;

import java.util.Optional;
import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.model.ModelPackage;

/**
 * One way to say which wavenumbers spoke for a class. Found by {@code META-INF/services}: one more
 * method is one class with a public constructor without arguments, and one line in the services
 * file of this interface; command line, service, viewer and measures then know it.
 *
 * <p>Holds no state and is safe for any number of threads; the explainers that it opens are not.
 */
public interface ExplanationMethod {
  /**
   * Its name on the command line, in records, metrics and model packages: 1 to 40 characters of a-z
   * 0-9 and -, unlike that of any other method.
   */
  String id();

  /** Its name for people, for instance {@code LIME, exact}. */
  String title();

  /** Whether it asks the ensemble itself; false for estimates and for what stands for a group. */
  boolean exact();

  /** What a model must have for it; without all of them the method is not available. */
  Set<Need> needs();

  /** Whether it explains any class; false: the predicted one alone. */
  default boolean explainsAnyClass() {
    return true;
  }

  /** How many perturbed spectra it scores; empty for a method that has no design. */
  default Optional<Samples> samples(ModelPackage model) {
    return Optional.empty();
  }

  /** What the provenance of its answers says; the id unless a model knows better. */
  default String provenance(ModelPackage model) {
    return id();
  }

  /**
   * Makes an explainer of one model. It need not check what the caller asks for: {@link
   * ModelExplainer} refuses what {@link #needs}, {@link #explainsAnyClass} and {@link #samples} do
   * not allow.
   *
   * @param model holds all that {@link #needs} names; outlives the explainer and is not its to
   *     close
   */
  Explainer open(OpenModel model);

  /**
   * A number of perturbed spectra.
   *
   * @param least accepted
   * @param standard unless asked for otherwise
   * @param most accepted
   */
  record Samples(int least, int standard, int most) {
    /** Checks the order. */
    public Samples {
      if (least < 1 || standard < least || most < standard) {
        throw new IllegalArgumentException(
            "samples from "
                + least
                + " over "
                + standard
                + " to "
                + most
                + "; expected a range above 0 that holds its standard");
      }
    }
  }
}
