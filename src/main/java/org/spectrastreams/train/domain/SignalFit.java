package org.spectrastreams.train.domain;

import java.util.stream.IntStream;
import org.spectrastreams.model.Domain.Signal;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

/** What a raw spectrum must have at least to be judged. */
public final class SignalFit {
  /** Ten times the noise: the usual limit of quantification. */
  static final double RATIO = 10;

  /** The share of spectra below what is asked for. */
  private static final double LOWEST = 0.01;

  /** The share of groups that may be thinner than what is asked for. */
  private static final double THIN = 0.05;

  private SignalFit() {}

  /**
   * The ratio is {@value #RATIO}, or half of what the noisiest groups of training spectra have
   * where that is less. The height is the one that the thinnest groups reach: spectra of an empty
   * place hold some light of their neighbours, which has their shape and not their height. Of a
   * group the {@value #LOWEST} quantile counts, of the groups the {@value #THIN} one: a sample much
   * thinner than all others does not decide.
   *
   * @param pixels training spectra
   * @param groups of each
   * @param span the model's axis
   * @param quantity the model's: what spectra are served in
   * @param withHeight whether a height is asked for, too; where the unit is arbitrary it says
   *     nothing
   */
  public static Signal of(
      LabelledPixels pixels,
      int[] groups,
      SpectralAxis span,
      Quantity quantity,
      boolean withHeight) {
    SignalMeter meter = SignalMeter.of(pixels.axis(), pixels.quantity(), span, quantity);
    double[] heights = new double[pixels.count()];
    double[] ratios = new double[pixels.count()];
    for (int i = 0; i < heights.length; i++) {
      meter.measure(pixels.spectra(), i * pixels.axis().size());
      heights[i] = meter.height();
      ratios[i] = meter.noise() > 0 ? meter.height() / meter.noise() : Double.MAX_VALUE;
    }
    return new Signal(
        withHeight ? least(heights, groups) : 0, Math.min(RATIO, least(ratios, groups) / 2));
  }

  /** The {@value #LOWEST} quantile of a group, of the group at the {@value #THIN} quantile. */
  private static double least(double[] values, int[] groups) {
    double[] lowest =
        IntStream.of(groups)
            .distinct()
            .mapToDouble(
                group -> {
                  double[] own =
                      IntStream.range(0, groups.length)
                          .filter(i -> groups[i] == group)
                          .mapToDouble(i -> values[i])
                          .sorted()
                          .toArray();
                  return own[(int) (LOWEST * own.length)];
                })
            .sorted()
            .toArray();
    return lowest[(int) (THIN * lowest.length)];
  }
}
