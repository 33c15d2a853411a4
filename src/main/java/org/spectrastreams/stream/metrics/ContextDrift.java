package org.spectrastreams.stream.metrics;

import java.util.Arrays;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.wire.ResultView;

/**
 * How far the contexts of recent spectra are spread otherwise than those of the training: the
 * population stability index Σ (p − q)·ln(p / q) over the contexts, p the share of recent spectra
 * and q that of the training, half a spectrum added to every count. 0: alike; above 0.25 is
 * commonly called a shift. Recent are the last {@value #WINDOW} spectra or so: older ones are
 * forgotten exponentially. Thread-safe.
 */
public final class ContextDrift {
  static final int WINDOW = 20_000;

  /** Below so many recent spectra, chance alone gives large values. */
  public static final int FEWEST = 2_000;

  private final double[] training;
  private final double[] recent;

  public ContextDrift(Contexts contexts) {
    this.training = new double[contexts.count()];
    this.recent = new double[contexts.count()];
    for (int k = 0; k < training.length; k++) {
      training[k] = contexts.context(k).size();
    }
  }

  /** Takes the contexts of a block; those without one are left out. */
  public synchronized void add(ResultView result) {
    double kept = Math.exp(-(double) result.count() / WINDOW);
    for (int k = 0; k < recent.length; k++) {
      recent[k] *= kept;
    }
    for (int i = 0; i < result.count(); i++) {
      int context = result.context(i);
      if (context < recent.length) {
        recent[context]++;
      }
    }
  }

  /** The index; NaN before {@value #FEWEST} spectra were seen. */
  public synchronized double index() {
    double seen = Arrays.stream(recent).sum();
    return seen < FEWEST ? Double.NaN : index(recent, training);
  }

  /** The index of one set of counts against another. */
  public static double index(double[] found, double[] expected) {
    double half = 0.5 * found.length;
    double all = Arrays.stream(found).sum() + half;
    double allExpected = Arrays.stream(expected).sum() + half;
    double sum = 0;
    for (int k = 0; k < found.length; k++) {
      double p = (found[k] + 0.5) / all;
      double q = (expected[k] + 0.5) / allExpected;
      sum += (p - q) * Math.log(p / q);
    }
    return sum;
  }
}
