package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spectrastreams.model.ExplanationManifest.Check;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;

/**
 * What was measured for one method of explanation; NaN where it does not apply.
 *
 * @param deletion mean area under the deletion curve, lower is better
 * @param insertion mean area under the insertion curve, higher is better
 * @param deletionOverRandom by how much the deletion area lies below that of smooth random maps
 * @param deletionOverRaw the same below that of the raw spectrum as its own explanation
 * @param insertionOverRandom by how much the insertion area lies above that of smooth random maps
 * @param insertionOverRaw the same above that of the raw spectrum
 * @param hitRate of the pointing game on the bands that a simulation gave to the classes
 * @param reproducibility mean correlation between the weights of two designs; 1 for a method that
 *     has no design
 * @param randomWeights mean rank correlation with the twin of random weights
 * @param shuffledLabels mean rank correlation with the twin of shuffled labels
 * @param stability mean correlation under measurement noise
 * @param plantedHits share of {@link PlantedBand}s that it points to
 */
public record FaithfulnessRow(
    String method,
    double deletion,
    double insertion,
    Gain deletionOverRandom,
    Gain deletionOverRaw,
    Gain insertionOverRandom,
    Gain insertionOverRaw,
    double hitRate,
    double reproducibility,
    double randomWeights,
    double shuffledLabels,
    double stability,
    double plantedHits) {
  /** The highest mean rank correlation with a twin's explanations that is still accepted. */
  static final double SANITY_LIMIT = 0.5;

  /** The least mean correlation between the weights of two designs. */
  static final double LEAST_REPRODUCIBILITY = 0.9;

  /** The least share of planted bands that a reliable method points to. */
  static final double LEAST_HITS = 0.8;

  /** What a reliable method must be better by, in standard errors of a gain. */
  private static final double STANDARD_ERRORS = 2;

  /**
   * The mean of differences, spectrum by spectrum.
   *
   * @param error the standard error of that mean
   */
  public record Gain(double mean, double error) {
    /** The gain over as many spectra as there are differences. */
    static Gain of(double[] differences) {
      double mean = Figures.mean(differences);
      return new Gain(mean, Figures.deviation(differences) / Math.sqrt(differences.length));
    }

    private Check check(String measure) {
      double least = STANDARD_ERRORS * error;
      return new Check(
          measure,
          mean,
          String.format(Locale.ROOT, "above %.4f, twice its standard error", least),
          mean > least);
    }
  }

  boolean isControl() {
    return method.equals(Attributions.RANDOM) || method.equals(Attributions.RAW);
  }

  /** What it is ranked by among the reliable: what it gains over random maps on both curves. */
  double faithfulness() {
    return deletionOverRandom.mean() + insertionOverRandom.mean();
  }

  /** The verdict with every check; a method whose planted bands were not tried is not reliable. */
  Reliability verdict() {
    boolean random =
        Double.isNaN(shuffledLabels) || Math.abs(randomWeights) > Math.abs(shuffledLabels);
    double twin = random ? randomWeights : shuffledLabels;
    boolean compared = !Double.isNaN(twin);
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "rank correlation with the explanations of a twin that knows nothing"
                + (compared ? "" : " (not tried)"),
            compared ? twin : 1,
            "at most " + SANITY_LIMIT,
            compared && Math.abs(twin) <= SANITY_LIMIT));
    checks.add(
        new Check(
            "correlation between two designs",
            reproducibility,
            LEAST_REPRODUCIBILITY + " or more",
            reproducibility >= LEAST_REPRODUCIBILITY));
    checks.add(deletionOverRandom.check("deletion area below that of a smooth random map"));
    checks.add(deletionOverRaw.check("deletion area below that of the raw spectrum"));
    checks.add(insertionOverRandom.check("insertion area above that of a smooth random map"));
    checks.add(insertionOverRaw.check("insertion area above that of the raw spectrum"));
    boolean tried = !Double.isNaN(plantedHits);
    checks.add(
        new Check(
            tried ? "planted bands found" : "planted bands found (not tried)",
            tried ? plantedHits : 0,
            LEAST_HITS + " or more",
            tried && plantedHits >= LEAST_HITS));
    return Reliability.of(method, checks);
  }

  /** The row as figures of a model card. */
  List<Figure> figures(String evaluation) {
    List<Figure> figures = new ArrayList<>();
    add(figures, evaluation, "deletion area (lower is better)", deletion);
    add(figures, evaluation, "insertion area (higher is better)", insertion);
    add(figures, evaluation, "hit rate on planted bands", hitRate);
    add(figures, evaluation, "planted bands found, training rerun", plantedHits);
    add(figures, evaluation, "correlation between two designs", reproducibility);
    add(figures, evaluation, "rank correlation with a twin of random weights", randomWeights);
    add(figures, evaluation, "rank correlation with a twin of shuffled labels", shuffledLabels);
    add(figures, evaluation, "correlation under measurement noise", stability);
    return figures;
  }

  private void add(List<Figure> figures, String evaluation, String measure, double value) {
    if (!Double.isNaN(value)) {
      figures.add(new Figure(evaluation, method, measure, value, 0, 1));
    }
  }
}
