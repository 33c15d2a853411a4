package org.spectrastreams.explain.methods;

import java.util.Set;
import org.spectrastreams.explain.Explainer;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.gradient.GaussianBand;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;

/**
 * What a linear model itself says: the coefficient of every point for the class, times how far the
 * spectrum lies above the mean donor there, spread by a band's width, which leaves the sum. Where
 * all members are linear and nothing after the preprocessing divides a spectrum by itself, the sum
 * is the class value above that of the mean donor.
 */
public final class CoefficientsMethod implements ExplanationMethod {
  /** Its name. */
  public static final String ID = "coefficients";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Coefficients";
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BACKGROUND, Need.COEFFICIENTS);
  }

  @Override
  public Explainer open(OpenModel model) {
    int points = model.model().points();
    float[] coefficients =
        Npy.read(
                ModelPackage.COEFFICIENTS,
                model.model().explanationFile(ModelPackage.COEFFICIENTS),
                model.model().classes().size(),
                points)
            .values();
    float[] usual = model.background().meanDonor();
    GaussianBand band =
        new GaussianBand(
            model.model().axis(),
            Math.max(model.segmentSpacing(), 2 * model.model().axis().meanSpacing()));
    return (prepared, offset, classIndex, samples, seed) -> {
      double[] shares = new double[points];
      for (int j = 0; j < points; j++) {
        shares[j] =
            coefficients[classIndex * points + j] * (double) (prepared[offset + j] - usual[j]);
      }
      return Explanation.ofWeights(ID, classIndex, band.spread(shares));
    };
  }
}
