package org.spectrastreams.explain.context;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * One context of a model: spectra of its training that resemble each other and are explained alike
 * (CRIME, Zaki 2024). Its curves are in {@link Contexts}.
 *
 * @param id its number, 0 for the first
 * @param label the class that the model predicted most often for its spectra; of equals the first
 * @param size the number of its spectra, 1 or more
 * @param histogram how many of them the model predicted to be of each class
 * @param radius within this distance from its centre in the latent space lie 95 % of them
 * @param bands the summary that the publication makes of them, by K-means over position, weight and
 *     intensity; kept with the model for comparison. What is shown are {@link Contexts#bands}, by
 *     the finder that all explanations share
 */
@JsonPropertyOrder({"id", "label", "size", "histogram", "radius", "bands"})
public record Context(
    @JsonProperty(required = true) int id,
    @JsonProperty(required = true) int label,
    @JsonProperty(required = true) int size,
    @JsonProperty(required = true) List<Integer> histogram,
    @JsonProperty(required = true) float radius,
    @JsonProperty(required = true) List<Band> bands) {

  /** The most bands that a context's summary names. */
  public static final int MAX_BANDS = 5;

  /**
   * A band that matters for a context.
   *
   * @param wavenumber its middle, cm⁻¹
   * @param weight the mean weight there; above 0: what stands there speaks for the label
   */
  @JsonPropertyOrder({"wavenumber", "weight"})
  public record Band(
      @JsonProperty(required = true) float wavenumber,
      @JsonProperty(required = true) float weight) {
    /** Checks the numbers. */
    public Band {
      if (!Float.isFinite(wavenumber) || !Float.isFinite(weight)) {
        throw new IllegalArgumentException(
            "band at " + wavenumber + " cm⁻¹ of weight " + weight + "; expected finite numbers");
      }
    }
  }

  /** Checks that the parts agree. */
  public Context {
    histogram = List.copyOf(histogram);
    bands = List.copyOf(bands);
    if (id < 0 || size < 1 || !(radius >= 0) || Float.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "context "
              + id
              + " of "
              + size
              + " spectra within "
              + radius
              + "; expected a number and a radius of 0 or more and 1 spectrum or more");
    }
    long counted = 0;
    int most = 0;
    for (int c = 0; c < histogram.size(); c++) {
      int count = histogram.get(c);
      if (count < 0) {
        throw new IllegalArgumentException(
            "context " + id + " counts " + histogram + "; expected 0 or more of each class");
      }
      counted += count;
      most = count > histogram.get(most) ? c : most;
    }
    if (counted != size || label != most) {
      throw new IllegalArgumentException(
          "context "
              + id
              + " of "
              + size
              + " spectra and class "
              + label
              + " counts "
              + histogram
              + "; expected its size in sum and the most frequent class as its label");
    }
    if (bands.size() > MAX_BANDS) {
      throw new IllegalArgumentException(
          "context "
              + id
              + " names "
              + bands.size()
              + " bands; expected "
              + MAX_BANDS
              + " at most");
    }
  }
}
