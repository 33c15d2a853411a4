package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Raw spectra and the answers that the model must give for them. The answers are computed by an
 * {@link ExactEnsemble}, not by the engine, so that they also guard the export.
 *
 * <p>Spectra whose answer hangs on rounding (a value at a kink of its activation, two classes
 * level) are left out as long as there are others; those whose probabilities rounding moves by more
 * than {@link ProbeCase#MOST_ROUNDING} are left out always. Packages of before held one spectrum.
 *
 * @param wavenumbers the spectra's own axis, in the unit of the model's
 * @param rows the second axis of planes; empty for spectra of one dimension, and then not written
 * @param quantity what they measure, {@link Quantity#id}
 * @param cases the spectra and their answers, 1 or more
 */
@JsonPropertyOrder({"wavenumbers", "rows", "quantity", "cases"})
record Probe(
    double[] wavenumbers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) double[] rows,
    String quantity,
    List<ProbeCase> cases) {
  /** The spectra of a probe that is written now, where there are as many. */
  static final int SPECTRA = 32;

  /** The values of all spectra of a probe, where they are large; there are never fewer than two. */
  private static final int MOST_VALUES = 1 << 18;

  private static final int MAX_SPECTRA = 4096;

  /** How far a member's probability may be off where a lower precision is asked for. */
  private static final double MOST_DISAGREEMENT = 0.01;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Computes the exact answers.
   *
   * @param block the spectra to choose from
   * @throws EngineException if the model cannot be used on one of them, or if what it says of every
   *     one is moved by rounding
   */
  static Probe of(ModelManifest manifest, ExactEnsemble exact, SpectrumBlock block) {
    int width = block.points();
    int wanted = Math.max(2, Math.min(SPECTRA, MOST_VALUES / width));
    int classes = manifest.classes().size();
    Preprocessor preprocessor =
        preprocessor(manifest, block.axis(), block.second(), block.quantity());
    List<ProbeCase> clear = new ArrayList<>();
    List<ProbeCase> others = new ArrayList<>();
    for (int row = 0; row < block.count() && clear.size() < wanted; row++) {
      float[] spectrum = Arrays.copyOfRange(block.intensities(), row * width, (row + 1) * width);
      float[] prepared = prepare(manifest, preprocessor, spectrum);
      ProbeCase one = ProbeCase.of(exact, spectrum, prepared, classes);
      if (one.steady()) {
        (one.clear(classes) ? clear : others).add(one);
      }
    }
    if (clear.isEmpty() && others.isEmpty()) {
      throw new EngineException(
          "rounding to single precision moves the probabilities of each of the "
              + block.count()
              + " probe spectra by more than "
              + ProbeCase.MOST_ROUNDING
              + ", or they are no numbers: no engine would repeat them; fit a classifier that is"
              + " regularised more, or give more spectra");
    }
    Predicate<ProbeCase> decided = one -> one.decided(classes);
    List<ProbeCase> chosen =
        Stream.of(
                clear.stream(),
                others.stream().filter(decided),
                others.stream().filter(decided.negate()).limit(clear.isEmpty() ? 1 : 0))
            .flatMap(part -> part)
            .limit(wanted)
            .toList();
    return new Probe(
        block.axis().toArray(),
        block.second().map(SpectralAxis::toArray).orElse(new double[0]),
        block.quantity().id(),
        chosen);
  }

  private static Preprocessor preprocessor(
      ModelManifest manifest, SpectralAxis axis, Optional<SpectralAxis> second, Quantity quantity) {
    try {
      return Preprocessor.compile(manifest.preprocessing(), axis, second, quantity);
    } catch (UnusableSpectrumException e) {
      throw new EngineException("the probe spectrum does not suit the model: " + e.getMessage(), e);
    }
  }

  private static float[] prepare(
      ModelManifest manifest, Preprocessor preprocessor, float[] spectrum) {
    float[] prepared = new float[manifest.preprocessing().points()];
    int flags = preprocessor.apply(spectrum, 0, prepared, 0);
    if (QualityFlag.unusable(flags)) {
      throw new EngineException(
          "the probe spectrum is unusable for the model: " + QualityFlag.of(flags));
    }
    return prepared;
  }

  /**
   * Prepares and scores the spectra, and compares every stored number.
   *
   * @throws EngineException naming the first number that differs
   */
  void verify(ModelManifest manifest, ScoringEngine engine) {
    EnsembleScores scores = scores(manifest, engine);
    for (int row = 0; row < cases.size(); row++) {
      cases.get(row).verifyScores(manifest, scores, row);
    }
  }

  /**
   * How far an engine is off that computes less exactly than the stored answers ask for.
   *
   * @param spectra how many it scored
   * @param probability the largest difference of a member's probability of a class
   * @param map the largest difference of an activation map, in parts of its largest value; 0
   *     without maps
   */
  record Agreement(int spectra, double probability, double map) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "every class of %d probe spectra as stored, no probability off by more than %.5f, maps by"
              + " %.5f of their largest value",
          spectra,
          probability,
          map);
    }
  }

  /**
   * Scores the spectra with an engine that computes less exactly.
   *
   * @throws EngineException if a class is another, or a probability off by more than {@value
   *     #MOST_DISAGREEMENT}; or if the model gives labels or a value, for which no bound is known
   */
  Agreement agreement(ModelManifest manifest, ScoringEngine engine) {
    if (manifest.outcome() != OutcomeKind.ONE_CLASS) {
      throw new EngineException(
          "it gives "
              + manifest.outcome().id()
              + ", and how far these may be off is known at full precision alone: leave"
              + " device.precision at float32");
    }
    EnsembleScores scores = scores(manifest, engine);
    int others = 0;
    double most = 0;
    double map = 0;
    for (int row = 0; row < cases.size(); row++) {
      others += scores.predicted()[row] == cases.get(row).predicted() ? 0 : 1;
      most = Math.max(most, cases.get(row).difference(scores, row));
      map = Math.max(map, cases.get(row).mapDifference(scores, row));
    }
    if (others > 0 || !(most <= MOST_DISAGREEMENT)) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "at the precision asked for, %d of %d probe spectra get another class, and a member's"
                  + " probability is off by %.5f; expected none and at most %s: leave"
                  + " device.precision at float32",
              others,
              cases.size(),
              most,
              MOST_DISAGREEMENT));
    }
    return new Agreement(cases.size(), most, map);
  }

  private EnsembleScores scores(ModelManifest manifest, ScoringEngine engine) {
    Quantity measured =
        Quantity.parse(quantity)
            .orElseThrow(
                () -> new EngineException("probe's quantity '" + quantity + "' is unknown"));
    AxisKind kind = manifest.preprocessing().axisKind();
    // What is in cm⁻¹ was written without saying of which kind it is.
    AxisKind own = AxisKind.PER_CENTIMETRE.serves(kind) ? AxisKind.PER_CENTIMETRE : kind;
    Preprocessor preprocessor =
        preprocessor(
            manifest,
            SpectralAxis.of(own, wavenumbers),
            rows.length == 0 ? Optional.empty() : Optional.of(SpectralAxis.of(own, rows)),
            measured);
    int points = manifest.preprocessing().points();
    float[] batch = new float[cases.size() * points];
    for (int row = 0; row < cases.size(); row++) {
      float[] now = prepare(manifest, preprocessor, cases.get(row).spectrum());
      cases.get(row).verifyPrepared(now);
      System.arraycopy(now, 0, batch, row * points, points);
    }
    EnsembleScores scores = engine.newScores();
    engine.score(batch, cases.size(), scores);
    return scores;
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
      JsonNode tree = JSON.readTree(json);
      JsonNode whole = tree.has("spectrum") ? ofOne((ObjectNode) tree) : tree;
      whole.path("cases").forEach(Probe::withRounding);
      if (whole instanceof ObjectNode probed && !probed.has("rows")) {
        probed.putArray("rows");
      }
      probe = JSON.treeToValue(whole, Probe.class);
    } catch (IOException e) {
      throw new EngineException(ModelPackage.PROBE + " is no probe: " + e.getMessage(), e);
    }
    int points = manifest.preprocessing().points();
    int classes = manifest.classes().size();
    int values = probe.wavenumbers.length * Math.max(1, probe.rows.length);
    boolean withMap = manifest.graph().gives(Meaning.ACTIVATION_MAP);
    boolean fits = !probe.cases.isEmpty() && probe.cases.size() <= MAX_SPECTRA;
    for (ProbeCase one : probe.cases) {
      fits &= one.fits(values, points, manifest.members(), classes, withMap);
    }
    if (!fits) {
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
    for (int i = 0; i < probe.cases.size(); i++) {
      if (!probe.cases.get(i).steady()) {
        throw new EngineException(
            ModelPackage.PROBE
                + ": rounding moves the answer to spectrum "
                + i
                + " by "
                + probe.cases.get(i).rounding()
                + "; expected 0 to "
                + ProbeCase.MOST_ROUNDING
                + ", else it tells nothing: write the package again by its recipe or its data");
      }
    }
    return probe;
  }

  /** Where nothing is said of rounding, it is nothing. */
  private static void withRounding(JsonNode one) {
    if (one instanceof ObjectNode known && !known.has("rounding")) {
      known.put("rounding", 0.0);
    }
  }

  /** The form of before: one spectrum, its parts beside the axis. */
  private static ObjectNode ofOne(ObjectNode flat) {
    ObjectNode probe = JSON.createObjectNode();
    for (String shared : List.of("wavenumbers", "quantity")) {
      if (flat.has(shared)) {
        probe.set(shared, flat.remove(shared));
      }
    }
    flat.put("mapDoubt", 0.0);
    probe.putArray("cases").add(flat);
    return probe;
  }
}
