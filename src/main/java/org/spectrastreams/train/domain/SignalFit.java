package org.spectrastreams.train.domain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.spectrastreams.model.Domain.Signal;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

/** What a raw spectrum must have at least to be judged. */
public final class SignalFit {
  /** Ten times the noise: the usual limit of quantification. */
  static final double RATIO = 10;

  /** The share of a group whose ratios are left out of its least. */
  private static final double LOWEST = 0.01;

  private SignalFit() {}

  /**
   * The ratio is {@value #RATIO}, or half of what the worst group of training spectra has where
   * that is less. The height, asked for where a background is known, is the one that parts the
   * training spectra best from background that would be judged without it: the largest difference
   * of the shares above it (Youden).
   *
   * @param pixels training spectra
   * @param groups of each
   * @param span the model's axis
   * @param background raw spectra of background on the same axis that pass all else; may be empty
   */
  public static Signal of(
      LabelledPixels pixels, int[] groups, SpectralAxis span, float[] background) {
    int points = pixels.axis().size();
    SignalMeter meter = new SignalMeter(pixels.axis(), span);
    double[] heights = new double[pixels.count()];
    double[] ratios = new double[pixels.count()];
    for (int i = 0; i < heights.length; i++) {
      meter.measure(pixels.spectra(), i * points);
      heights[i] = meter.height();
      ratios[i] = meter.noise() > 0 ? meter.height() / meter.noise() : Double.MAX_VALUE;
    }
    double least =
        IntStream.of(groups)
            .distinct()
            .mapToDouble(
                group -> {
                  double[] own =
                      IntStream.range(0, groups.length)
                          .filter(i -> groups[i] == group)
                          .mapToDouble(i -> ratios[i])
                          .sorted()
                          .toArray();
                  return own[(int) (LOWEST * own.length)];
                })
            .min()
            .orElseThrow();
    double[] others = new double[background.length / points];
    for (int i = 0; i < others.length; i++) {
      meter.measure(background, i * points);
      others[i] = meter.height();
    }
    return new Signal(height(heights, others), Math.min(RATIO, least / 2));
  }

  private static double height(double[] own, double[] others) {
    if (others.length == 0) {
      return 0;
    }
    double[] candidates = others.clone();
    Arrays.sort(candidates);
    double best = 0;
    double most = 0;
    for (double candidate : candidates) {
      double apart = above(own, candidate) - above(others, candidate);
      if (apart > most) {
        most = apart;
        best = candidate;
      }
    }
    return best;
  }

  private static double above(double[] heights, double least) {
    return (double) Arrays.stream(heights).filter(height -> height > least).count()
        / heights.length;
  }
}
