package org.spectrastreams.explain;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The ways to say which wavenumbers spoke for a class. */
public enum ExplanationMethod {
  /** The activation map of the predicted class, which the ensemble computes with every score. */
  CAM("cam"),
  /** band-wide segments replaced by what real spectra have there. */
  LIME("lime"),
  /** every wavenumber drawn by itself, as CRIME was published with. */
  LIME_PUBLISHED("lime-published"),
  /** A network's estimate of the {@link #LIME} weights, in one forward pass. */
  LIME_AMORTISED("lime-amortised"),
  /** The context of the spectrum: the mean weights of the spectra that are explained alike. */
  CRIME("crime");

  private final String id;

  ExplanationMethod(String id) {
    this.id = id;
  }

  /** Its name on the command line and in records. */
  public String id() {
    return id;
  }

  /**
   * The method of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static ExplanationMethod parse(String id) {
    return Arrays.stream(values())
        .filter(method -> method.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "method '"
                        + id
                        + "'; expected one of "
                        + Arrays.stream(values())
                            .map(ExplanationMethod::id)
                            .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return id;
  }
}
