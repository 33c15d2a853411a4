package org.spectrastreams.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.spectrum.Quantity;

/**
 * What is done with the spectra of one kind; read from one file by {@link Pipelines}.
 *
 * @param name what blocks call it
 * @param title what people see
 * @param model {@code name} or {@code name@version} of a model package; empty for a survey, which
 *     reads quality and bands and gives no class
 * @param quantities what a survey accepts, empty for any; a pipeline with a model accepts what the
 *     model accepts
 * @param activationMap whether results carry activation maps
 * @param imageTimeoutSeconds after this long without a new pixel an unfinished image is incomplete;
 *     empty: the configuration's value
 * @param bands numbers read from the raw spectrum, one map layer each
 */
public record Pipeline(
    String name,
    String title,
    Optional<String> model,
    Set<Quantity> quantities,
    ActivationMapPolicy activationMap,
    Optional<Integer> imageTimeoutSeconds,
    List<Band> bands) {
  /** Whether results carry activation maps. */
  public enum ActivationMapPolicy {
    /** One byte a wavenumber, with scale and offset for each spectrum. */
    COMPACT,
    /** None. */
    NONE
  }

  public Pipeline {
    quantities = Set.copyOf(quantities);
    bands = List.copyOf(bands);
  }
}
