package org.spectrastreams.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * One raw spectrum and the answer that the model must give for it. The answer is computed by {@link
 * MscnnReference}, not by the engine, so that it also guards the export.
 *
 * @param wavenumbers the spectrum's own axis, cm⁻¹
 * @param quantity what it measures, {@link Quantity#id}
 * @param spectrum the raw intensities
 * @param prepared the spectrum after the model's preprocessing
 * @param memberProbabilities members × classes
 * @param predicted the ensemble's class
 * @param activationMap one value a point of the model's axis
 */
record Probe(
    double[] wavenumbers,
    String quantity,
    float[] spectrum,
    float[] prepared,
    float[] memberProbabilities,
    int predicted,
    float[] activationMap) {

  /** How far preprocessing may be off, relative to the largest value; float32 gives 1e-7. */
  private static final double PREPARED_TOLERANCE = 1e-5;

  /** How far a probability may be off: engines and processors differ in rounding by about 1e-6. */
  private static final double PROBABILITY_TOLERANCE = 1e-4;

  /** How far the map may be off, relative to its largest value. */
  private static final double MAP_TOLERANCE = 1e-3;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Computes the answer of the reference.
   *
   * @param block its first spectrum is the probe
   * @throws EngineException if the model cannot be used on it
   */
  static Probe of(ModelManifest manifest, List<MscnnWeights> weights, SpectrumBlock block) {
    float[] spectrum = new float[block.axis().size()];
    System.arraycopy(block.intensities(), 0, spectrum, 0, spectrum.length);
    float[] prepared = prepare(manifest, block.axis(), block.quantity(), spectrum);
    double[] exact = new double[prepared.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = prepared[i];
    }
    int members = weights.size();
    int classes = manifest.classes().size();
    float[] probabilities = new float[members * classes];
    List<MscnnReference> networks =
        weights.stream()
            .map(member -> new MscnnReference(manifest.architecture(), member))
            .toList();
    for (int member = 0; member < members; member++) {
      double[] row = networks.get(member).probabilities(exact);
      for (int k = 0; k < classes; k++) {
        probabilities[member * classes + k] = (float) row[k];
      }
    }
    int predicted =
        EnsembleVote.count(
            probabilities,
            0,
            members,
            classes,
            new byte[members],
            0,
            new float[classes],
            new float[classes],
            0);
    float[] map = new float[prepared.length];
    double[] sum = new double[prepared.length];
    for (MscnnReference network : networks) {
      double[] part = network.activationMap(exact, predicted);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] / members;
        map[i] = (float) sum[i];
      }
    }
    return new Probe(
        block.axis().toArray(),
        block.quantity().id(),
        spectrum,
        prepared,
        probabilities,
        predicted,
        map);
  }

  private static float[] prepare(
      ModelManifest manifest, SpectralAxis axis, Quantity quantity, float[] spectrum) {
    float[] prepared = new float[manifest.architecture().points()];
    try {
      int flags =
          Preprocessor.compile(manifest.preprocessing(), axis, quantity)
              .apply(spectrum, 0, prepared, 0);
      if (QualityFlag.unusable(flags)) {
        throw new EngineException(
            "the probe spectrum is unusable for the model: " + QualityFlag.of(flags));
      }
      return prepared;
    } catch (UnusableSpectrumException e) {
      throw new EngineException("the probe spectrum does not suit the model: " + e.getMessage(), e);
    }
  }

  /** Prepares and scores the spectrum, and compares every stored number. */
  void verify(ModelManifest manifest, ScoringEngine engine) {
    SpectralAxis axis = SpectralAxis.of(wavenumbers);
    Quantity measured =
        Quantity.parse(quantity)
            .orElseThrow(
                () -> new EngineException("probe's quantity '" + quantity + "' is unknown"));
    float[] now = prepare(manifest, axis, measured, spectrum);
    compare("prepared spectrum", now, prepared, PREPARED_TOLERANCE * largest(prepared));
    EnsembleScores scores = engine.newScores();
    engine.score(now, 1, scores);
    compare(
        "member probabilities",
        scores.memberProbabilities(),
        memberProbabilities,
        PROBABILITY_TOLERANCE);
    if (scores.predicted()[0] != predicted) {
      throw new EngineException(
          "the probe spectrum is classified as "
              + manifest.classes().get(scores.predicted()[0])
              + ", the stored answer is "
              + manifest.classes().get(predicted));
    }
    compare(
        "activation map",
        scores.activationMap(),
        activationMap,
        MAP_TOLERANCE * largest(activationMap));
  }

  private static void compare(String what, float[] found, float[] stored, double tolerance) {
    for (int i = 0; i < stored.length; i++) {
      if (!(Math.abs(found[i] - stored[i]) <= tolerance)) {
        throw new EngineException(
            "the probe spectrum's "
                + what
                + " is "
                + found[i]
                + " at "
                + i
                + ", the stored answer is "
                + stored[i]
                + " ± "
                + (float) tolerance
                + ": the engine or the package is not what the model was made with");
      }
    }
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a probe could not be written as JSON", e);
    }
  }

  /** Reads a probe and checks its lengths against the manifest. */
  static Probe fromJson(byte[] json, ModelManifest manifest) {
    Probe probe;
    try {
      probe = JSON.readValue(json, Probe.class);
    } catch (java.io.IOException e) {
      throw new EngineException(ModelPackage.PROBE + " is no probe: " + e.getMessage(), e);
    }
    int points = manifest.architecture().points();
    int classes = manifest.classes().size();
    if (probe.spectrum.length != probe.wavenumbers.length
        || probe.prepared.length != points
        || probe.activationMap.length != points
        || probe.memberProbabilities.length != manifest.members() * classes
        || probe.predicted < 0
        || probe.predicted >= classes) {
      throw new EngineException(
          ModelPackage.PROBE
              + " does not fit the manifest's "
              + points
              + " points, "
              + manifest.members()
              + " members and "
              + classes
              + " classes");
    }
    return probe;
  }
}
