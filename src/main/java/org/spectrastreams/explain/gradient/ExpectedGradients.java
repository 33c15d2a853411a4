package org.spectrastreams.explain.gradient;

import java.util.SplittableRandom;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Expected gradients (Erion, Janizek, Sturmfels, Lundberg and Lee 2021, "Improving performance of
 * deep learning models with axiomatic attribution priors and expected gradients", Nature Machine
 * Intelligence 3, 620–631): φ_j is the mean over donors x′ and over α between 0 and 1 of (x_j −
 * x′_j) · ∂F/∂x_j at x′ + α(x − x′), F being the log-odds of the class. The φ of a spectrum sum to
 * F(x) less the mean F(x′) of the donors, up to the error of the sampling.
 *
 * <p>One gradient a donor; the α are drawn one from each of as many equal parts of 0 … 1 as there
 * are gradients, in an order that has nothing to do with the donors, which keeps that error small.
 * Afterwards φ is spread by a Gaussian of a band's width along the axis, which leaves its sum.
 *
 * <p>φ_j above 0 says that the value there speaks for the class; whether because it is higher or
 * because it is lower than usual, is another question, see {@link
 * org.spectrastreams.explain.Departure}.
 */
public final class ExpectedGradients implements Explainer {
  /** The method of all its answers. */
  public static final String METHOD = "expected-gradients";

  /** Gradients of one explanation: one for each of as many donors. */
  public static final int DEFAULT_SAMPLES = 128;

  /** The fewest gradients accepted. */
  public static final int MIN_SAMPLES = 16;

  /** The most gradients accepted. */
  public static final int MAX_SAMPLES = 100_000;

  private static final int BATCH = 64;

  private final GradientEngine engine;
  private final LimeBackground background;
  private final GaussianBand band;
  private final int points;
  private final float[] rows;
  private final float[] gradients;
  private final double[] logOdds = new double[BATCH];

  /**
   * Explains with donors of a background.
   *
   * @param engine stays the caller's to close
   * @param axis of prepared spectra
   * @param bandWidth full width at half maximum of a band, cm⁻¹
   */
  public ExpectedGradients(
      GradientEngine engine, SpectralAxis axis, LimeBackground background, double bandWidth) {
    if (background.points() != axis.size()) {
      throw new IllegalArgumentException(
          "background of " + background.points() + " points for an axis of " + axis.size());
    }
    this.engine = engine;
    this.background = background;
    this.band = new GaussianBand(axis, Math.max(bandWidth, 2 * axis.meanSpacing()));
    this.points = axis.size();
    this.rows = new float[BATCH * points];
    this.gradients = new float[BATCH * points];
  }

  /**
   * {@inheritDoc}
   *
   * @param samples the gradients, {@link #MIN_SAMPLES} to {@link #MAX_SAMPLES}
   * @return weights whose sum is the log-odds above the donors'; the local prediction is the
   *     spectrum's own log-odds
   */
  @Override
  public Explanation explain(float[] prepared, int offset, int classIndex, int samples, long seed) {
    if (samples < MIN_SAMPLES || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          samples + " samples; expected " + MIN_SAMPLES + " to " + MAX_SAMPLES);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] donors = shuffled(background.donors(), random);
    int[] parts = shuffled(samples, random);
    // Two halves of the design, each with half of the donors, for the estimate of reproducibility.
    double[][] halves = new double[2][points];
    int[] counts = new int[2];
    for (int from = 0; from < samples; from += BATCH) {
      int count = Math.min(BATCH, samples - from);
      for (int i = 0; i < count; i++) {
        float alpha = (float) ((parts[from + i] + random.nextDouble()) / samples);
        int donor = donors[(from + i) % donors.length];
        for (int j = 0; j < points; j++) {
          float other = background.donor(donor, j);
          rows[i * points + j] = other + alpha * (prepared[offset + j] - other);
        }
      }
      engine.gradients(rows, count, classIndex, logOdds, gradients);
      for (int i = 0; i < count; i++) {
        int donor = donors[(from + i) % donors.length];
        add(prepared, offset, donor, i, halves[(from + i) % 2]);
        counts[(from + i) % 2]++;
      }
    }
    double[] whole = new double[points];
    for (int j = 0; j < points; j++) {
      whole[j] = (halves[0][j] + halves[1][j]) / samples;
      halves[0][j] /= counts[0];
      halves[1][j] /= counts[1];
    }
    double agreement = WeightAgreement.correlation(band.spread(halves[0]), band.spread(halves[1]));
    return new Explanation(
        METHOD,
        classIndex,
        band.spread(whole),
        samples,
        seed,
        Double.NaN,
        own(prepared, offset, classIndex),
        WeightAgreement.ofWhole(agreement));
  }

  private void add(float[] prepared, int offset, int donor, int row, double[] into) {
    for (int j = 0; j < points; j++) {
      double product =
          (prepared[offset + j] - background.donor(donor, j))
              * (double) gradients[row * points + j];
      if (!Double.isFinite(product)) {
        throw new EngineException(
            "the ensemble's gradient between two spectra is " + product + "; no explanation");
      }
      into[j] += product;
    }
  }

  private double own(float[] prepared, int offset, int classIndex) {
    System.arraycopy(prepared, offset, rows, 0, points);
    engine.gradients(rows, 1, classIndex, logOdds, gradients);
    return logOdds[0];
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
