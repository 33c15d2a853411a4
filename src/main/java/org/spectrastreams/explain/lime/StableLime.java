package org.spectrastreams.explain.lime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.TimedExplainer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * LIME whose weights can be reproduced: neighbouring wavenumbers are replaced together, in
 * triangular segments of a band's width, by what a real spectrum has there; about a tenth of the
 * spectrum in a row; the log-odds of the class are regressed on what was replaced, with the
 * differences between the donors as control variates and a smoothness penalty (see {@link
 * SegmentDesign}).
 *
 * <p>The weight at a wavenumber is what the log-odds of the class lose when the segment around it
 * is replaced by what the donors have there on the average: above 0, the spectrum speaks for the
 * class there. The surrogate goes through the spectrum's own log-odds, which are the local
 * prediction.
 *
 * <p>A design depends on seed and number of samples alone; the last few are kept. Rows are made in
 * batches, in room that is allocated once.
 */
public final class StableLime implements TimedExplainer {
  /** The method of all its answers. */
  public static final String METHOD = "lime";

  /** Distance between the middles of segments, unless a model says otherwise, cm⁻¹. */
  public static final double DEFAULT_SPACING = 16;

  /** Samples that gave reproducible weights on every shipped model. */
  public static final int DEFAULT_SAMPLES = 1_000;

  /** The fewest samples accepted. */
  public static final int MIN_SAMPLES = 40;

  /** The most samples accepted. */
  public static final int MAX_SAMPLES = 100_000;

  private static final int BATCH = 256;
  private static final int KEPT_DESIGNS = 4;

  private record Key(int samples, long seed) {}

  private final ScoringEngine engine;
  private final LimeResponse response;
  private final EnsembleScores scores;
  private final LimeBackground background;
  private final Segments segments;
  private final int points;
  private final float[] batch;
  private long scoringNanos;
  private final Map<Key, SegmentDesign> designs =
      new LinkedHashMap<>(KEPT_DESIGNS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SegmentDesign> eldest) {
          return size() > KEPT_DESIGNS;
        }
      };

  /**
   * Explains with the background and the spacing that a model's package holds.
   *
   * @param engine of the same model; stays the caller's to close
   * @throws org.spectrastreams.model.engine.EngineException if the package has no background
   */
  public StableLime(ModelPackage model, ScoringEngine engine) {
    this(engine, model, LimeBackground.of(model), spacing(model));
  }

  /**
   * Explains what a model says, on the response on which effects add up, with a given background.
   *
   * @param engine of the same model; stays the caller's to close
   * @param spacing distance between the middles of neighbouring segments, cm⁻¹
   */
  public StableLime(
      ScoringEngine engine, ModelPackage model, LimeBackground background, double spacing) {
    this(
        engine, model.axis(), background, spacing, LimeResponse.adding(model.manifest().outcome()));
  }

  /**
   * Explains a response with a given background.
   *
   * @param engine stays the caller's to close
   * @param axis of prepared spectra, cm⁻¹
   * @param spacing distance between the middles of neighbouring segments, cm⁻¹
   * @param response what the surrogate is fitted to
   */
  public StableLime(
      ScoringEngine engine,
      SpectralAxis axis,
      LimeBackground background,
      double spacing,
      LimeResponse response) {
    if (background.points() != axis.size()) {
      throw new IllegalArgumentException(
          "background of " + background.points() + " points for an axis of " + axis.size());
    }
    if (!(spacing > 0)) {
      throw new IllegalArgumentException("segments every " + spacing + " cm⁻¹; expected above 0");
    }
    this.engine = engine;
    this.response = response;
    this.scores = engine.newScoresWithoutMaps();
    this.background = background;
    this.segments = new Segments(axis, spacing, background);
    this.points = axis.size();
    this.batch = new float[BATCH * points];
  }

  private static double spacing(ModelPackage model) {
    return model.explanations().map(known -> known.lime().segmentSpacing()).orElse(DEFAULT_SPACING);
  }

  /** The nanoseconds that the engine took for the last explanation. */
  @Override
  public long scoringNanos() {
    return scoringNanos;
  }

  /** 0: a design of segments costs too little to tell apart from the regression. */
  @Override
  public long designNanos() {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * @param samples from {@link #MIN_SAMPLES} to {@link #MAX_SAMPLES}; the spectrum itself is scored
   *     besides
   */
  @Override
  public Explanation explain(float[] prepared, int offset, int classIndex, int samples, long seed) {
    LimeRequest.check(scores, classIndex, samples, MIN_SAMPLES, MAX_SAMPLES);
    SegmentDesign design = design(samples, seed);
    scoringNanos = 0;
    double[] change = new double[samples];
    System.arraycopy(prepared, offset, batch, 0, points);
    score(1);
    double own = LimeRequest.finite(response.of(scores, 0, classIndex));
    for (int first = 0; first < samples; first += BATCH) {
      int count = Math.min(BATCH, samples - first);
      perturb(prepared, offset, design, first, count);
      score(count);
      for (int i = 0; i < count; i++) {
        change[first + i] = LimeRequest.finite(response.of(scores, i, classIndex)) - own;
      }
    }
    double[] solution = design.fit(change, SegmentDesign.WHOLE);
    double halves =
        WeightAgreement.correlation(
            segments.onAxis(design.fit(change, 0)), segments.onAxis(design.fit(change, 1)));
    return new Explanation(
        METHOD,
        classIndex,
        segments.onAxis(solution),
        samples,
        seed,
        design.rSquared(change, solution),
        own,
        WeightAgreement.ofWhole(halves));
  }

  /** The number of segments. */
  public int segments() {
    return segments.count();
  }

  /** The triangles whose sum makes the weights, segments × points. */
  public float[] triangles() {
    float[] all = new float[segments.count() * points];
    for (int k = 0; k < segments.count(); k++) {
      double[] one = new double[segments.count()];
      one[k] = 1;
      System.arraycopy(segments.onAxis(one), 0, all, k * points, points);
    }
    return all;
  }

  /**
   * The weights at the middles of the segments for every class, from one set of scored rows: what
   * {@link #explain} interpolates along the axis.
   *
   * @return classes × segments
   * @throws IllegalArgumentException as {@link #explain}
   */
  public double[][] coefficients(float[] prepared, int offset, int samples, long seed) {
    LimeRequest.check(scores, 0, samples, MIN_SAMPLES, MAX_SAMPLES);
    SegmentDesign design = design(samples, seed);
    int classes = scores.classes();
    double[][] change = new double[classes][samples];
    double[] own = new double[classes];
    System.arraycopy(prepared, offset, batch, 0, points);
    score(1);
    for (int c = 0; c < classes; c++) {
      own[c] = LimeRequest.finite(response.of(scores, 0, c));
    }
    for (int first = 0; first < samples; first += BATCH) {
      int count = Math.min(BATCH, samples - first);
      perturb(prepared, offset, design, first, count);
      score(count);
      for (int c = 0; c < classes; c++) {
        for (int i = 0; i < count; i++) {
          change[c][first + i] = LimeRequest.finite(response.of(scores, i, c)) - own[c];
        }
      }
    }
    double[][] found = new double[classes][];
    for (int c = 0; c < classes; c++) {
      found[c] = Arrays.copyOf(design.fit(change[c], SegmentDesign.WHOLE), segments.count());
    }
    return found;
  }

  private SegmentDesign design(int samples, long seed) {
    return designs.computeIfAbsent(
        new Key(samples, seed),
        key -> new SegmentDesign(segments, background.donors(), samples, seed));
  }

  private void perturb(float[] prepared, int offset, SegmentDesign design, int first, int count) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(prepared, offset, batch, i * points, points);
      segments.replace(
          batch, i * points, prepared, offset, design.donor(first + i), design.replaced(first + i));
    }
  }

  private void score(int count) {
    long start = System.nanoTime();
    engine.score(batch, count, scores);
    scoringNanos += System.nanoTime() - start;
  }
}
