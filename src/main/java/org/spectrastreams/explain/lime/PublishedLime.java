package org.spectrastreams.explain.lime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.TimedExplainer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;

/**
 * LIME for tables, as CRIME was published with (Hartigan 2025, after Ribeiro, Singh and Guestrin
 * 2016): in every row but the first, which is the spectrum itself, each wavenumber draws a bin at
 * its frequency in the background and a value from a normal distribution truncated to that bin. A
 * weighted ridge regression (α = 1, free intercept, all wavenumbers at once) of the response on
 * whether the bin is the spectrum's own gives the weights; a row counts exp(−changed / (2 · 0.75² ·
 * points)).
 *
 * <p>For comparison: at hundreds of wavenumbers and thousands of rows, its weights are mostly noise
 * of the design. {@link StableLime} is the one to trust.
 *
 * <p>Whether a wavenumber keeps its bin is drawn first, at the bin's frequency, then the value. The
 * bins of a background are equally frequent but for rounding, so bins within two per cent of an
 * equal share are kept at that share; spectra then share one design, which is factored once for a
 * seed. Where values are tied, a wavenumber keeps its bin at the bin's own frequency, and spectra
 * whose frequencies differ have a design each.
 */
public final class PublishedLime implements TimedExplainer {
  /** The method of all its answers. */
  public static final String METHOD = "lime-published";

  /** The rows of Hartigan 2025. */
  public static final int DEFAULT_SAMPLES = 5_000;

  /** The fewest rows accepted. */
  public static final int MIN_SAMPLES = 40;

  /** The most rows accepted. */
  public static final int MAX_SAMPLES = 200_000;

  /** The most points of a spectrum: the regression holds matrices of points × points. */
  public static final int MAX_POINTS = 4_096;

  private static final int BATCH = 256;
  private static final int KEPT_DESIGNS = 2;
  private static final double EQUAL_SHARE = 0.02;

  private record Known(long seed, int samples, BinDesign design) {}

  private final ScoringEngine engine;
  private final EnsembleScores scores;
  private final LimeBackground background;
  private final LimeResponse response;
  private final TruncatedNormals values;
  private final int points;
  private final float[] batch;
  private final int[] ownBins;
  private final float[] keeping;
  private final Deque<Known> designs = new ArrayDeque<>();
  private long scoringNanos;
  private long regressionNanos;
  private long designNanos;

  /**
   * Explains the share of votes, where a model has votes, with the background that its package
   * holds.
   *
   * @param engine of the same model; stays the caller's to close
   * @throws org.spectrastreams.model.engine.EngineException if the package has no background
   */
  public PublishedLime(ModelPackage model, ScoringEngine engine) {
    this(engine, LimeBackground.of(model), LimeResponse.published(model.manifest().outcome()));
  }

  /**
   * Explains a response with a given background.
   *
   * @param engine stays the caller's to close
   */
  public PublishedLime(ScoringEngine engine, LimeBackground background, LimeResponse response) {
    this.engine = engine;
    this.scores = engine.newScoresWithoutMaps();
    this.background = background;
    this.response = response;
    this.values = new TruncatedNormals(background);
    this.points = background.points();
    if (points > MAX_POINTS) {
      throw new IllegalArgumentException(
          points + " points; published LIME solves for all at once, at most " + MAX_POINTS);
    }
    this.batch = new float[BATCH * points];
    this.ownBins = new int[points];
    this.keeping = new float[points];
  }

  /** The nanoseconds that making and scoring the rows of the last explanation took. */
  @Override
  public long scoringNanos() {
    return scoringNanos;
  }

  /** The nanoseconds that the regression of the last explanation took, its design apart. */
  public long regressionNanos() {
    return regressionNanos;
  }

  /** The nanoseconds that the last explanation spent on a design; 0 where it found one. */
  @Override
  public long designNanos() {
    return designNanos;
  }

  /**
   * {@inheritDoc}
   *
   * @param samples from {@link #MIN_SAMPLES} to {@link #MAX_SAMPLES}; the spectrum itself is one
   */
  @Override
  public Explanation explain(float[] prepared, int offset, int classIndex, int samples, long seed) {
    LimeRequest.check(scores, classIndex, samples, MIN_SAMPLES, MAX_SAMPLES);
    long start = System.nanoTime();
    for (int j = 0; j < points; j++) {
      ownBins[j] = background.bin(j, prepared[offset + j]);
      double share = 1.0 / background.bins();
      float frequency = background.frequency(j, ownBins[j]);
      keeping[j] = Math.abs(frequency - share) <= EQUAL_SHARE * share ? (float) share : frequency;
    }
    BinDesign design = design(samples, seed);
    long designed = System.nanoTime();
    double[] responses = new double[samples];
    for (int first = 0; first < samples; first += BATCH) {
      int count = Math.min(BATCH, samples - first);
      int from = first;
      IntStream rows = IntStream.range(0, count);
      (engine.threads() > 1 ? rows.parallel() : rows)
          .forEach(
              i -> {
                if (from + i == 0) {
                  System.arraycopy(prepared, offset, batch, 0, points);
                } else {
                  perturb(design, BinDesign.draws(seed, from + i), i * points);
                }
              });
      engine.score(batch, count, scores);
      for (int i = 0; i < count; i++) {
        responses[first + i] = LimeRequest.finite(response.of(scores, i, classIndex));
      }
    }
    long scored = System.nanoTime();
    BinDesign.Fit fit = design.fit(responses);
    double localPrediction = fit.intercept();
    for (double weight : fit.weights()) {
      localPrediction += weight;
    }
    double halves =
        WeightAgreement.correlation(
            toFloats(design.fitHalf(responses, 0)), toFloats(design.fitHalf(responses, 1)));
    Explanation explanation =
        new Explanation(
            METHOD,
            classIndex,
            toFloats(fit),
            samples,
            seed,
            design.rSquared(responses, fit),
            localPrediction,
            WeightAgreement.ofWhole(halves));
    designNanos = designed - start;
    scoringNanos = scored - designed;
    regressionNanos = System.nanoTime() - scored;
    return explanation;
  }

  private BinDesign design(int samples, long seed) {
    for (Known known : designs) {
      if (known.seed == seed && known.samples == samples && known.design.fits(keeping)) {
        return known.design;
      }
    }
    while (designs.size() >= KEPT_DESIGNS) {
      designs.removeFirst();
    }
    BinDesign drawn = new BinDesign(keeping, samples, seed);
    designs.addLast(new Known(seed, samples, drawn));
    return drawn;
  }

  private void perturb(BinDesign design, SplittableRandom random, int at) {
    for (int j = 0; j < points; j++) {
      long draw = random.nextLong();
      int bin = ownBins[j];
      if (!design.keeps(draw, j)) {
        double beyond = (BinDesign.upper(draw) - keeping[j]) / (1 - keeping[j]);
        bin = values.otherBin(j, bin, beyond);
      }
      batch[at + j] = values.value(j, bin, BinDesign.lower(draw));
    }
  }

  private static float[] toFloats(BinDesign.Fit fit) {
    float[] weights = new float[fit.weights().length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (float) fit.weights()[j];
    }
    return weights;
  }
}
