package org.spectrastreams.explain;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What one method says about one spectrum and one class.
 *
 * @param method the id of the method that made it, for instance lime
 * @param classIndex the class that is explained
 * @param weights one value for each point of the model's axis, owned by this record and not copied.
 *     Above 0: what the spectrum has there speaks for the class, compared with what other spectra
 *     have there
 * @param samples the perturbed spectra that were scored for it; 0 where a method has none
 * @param seed the seed of its design; 0 where a method has none
 * @param rSquared how well the linear surrogate fits the perturbed spectra, weighted as it was
 *     fitted, 1 at best; says nothing about how well it can be reproduced. NaN where it does not
 *     apply
 * @param localPrediction the surrogate's answer for the spectrum itself, on the scale of the
 *     method's response; NaN where it does not apply
 * @param reproducibility an estimate of the correlation of the weights with those of another,
 *     independent design of the same size: the correlation r between the weights of the two halves
 *     of the design, after Spearman and Brown, 2r/(1 + r); NaN where it does not apply
 * @param departure where the spectrum is higher and where it is lower than usual; empty where the
 *     model does not know what is usual
 */
public record Explanation(
    String method,
    int classIndex,
    float[] weights,
    int samples,
    long seed,
    double rSquared,
    double localPrediction,
    double reproducibility,
    Optional<Departure> departure) {

  /** An explanation of whose spectrum nobody said how it departs from what is usual. */
  public Explanation(
      String method,
      int classIndex,
      float[] weights,
      int samples,
      long seed,
      double rSquared,
      double localPrediction,
      double reproducibility) {
    this(
        method,
        classIndex,
        weights,
        samples,
        seed,
        rSquared,
        localPrediction,
        reproducibility,
        Optional.empty());
  }

  /** The same explanation of a spectrum that departs so from what is usual. */
  public Explanation departing(Departure from) {
    return new Explanation(
        method,
        classIndex,
        weights,
        samples,
        seed,
        rSquared,
        localPrediction,
        reproducibility,
        Optional.of(from));
  }

  /** Weights of a method without samples. */
  public static Explanation ofWeights(String method, int classIndex, float[] weights) {
    return new Explanation(method, classIndex, weights, 0, 0, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * The bands where the weights stand out, for or against the class, most prominent first.
   *
   * @param axis the axis of the weights
   * @param most how many to list at most
   */
  public List<StrongestBands.Band> bands(SpectralAxis axis, int most) {
    return StrongestBands.of(axis, weights, most);
  }
}
