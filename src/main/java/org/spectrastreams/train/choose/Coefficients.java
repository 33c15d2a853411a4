package org.spectrastreams.train.choose;

import java.util.Optional;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.family.Fitted;

/**
 * What the linear members of a committee say of every point of a prepared spectrum: their
 * coefficients, taken back through the filter, and through what is done about scattering where the
 * graph does that; the mean over those members. Where a view divides a spectrum by something of its
 * own, the divisor is that of the training spectra, on the average.
 */
public final class Coefficients {
  private Coefficients() {}

  /**
   * The change of each class value with each point, less the mean over the classes, which no
   * probability depends on.
   *
   * @param material the spectra that the committee was fitted to
   * @return classes × points; empty where no member is linear
   */
  public static Optional<float[]> of(Committee committee, Material material) {
    int points = material.points();
    int classes = material.classes();
    double[] sum = new double[classes * points];
    int linear = 0;
    for (Member member : committee.members()) {
      if (member.fitted() instanceof Fitted.Linear fitted && member.patterns() == 0) {
        add(
            member,
            member.turning().rotation().back(fitted).weights(),
            material,
            committee.differ(),
            sum);
        linear++;
      }
    }
    if (linear == 0) {
      return Optional.empty();
    }
    float[] means = new float[sum.length];
    for (int p = 0; p < points; p++) {
      double middle = 0;
      for (int c = 0; c < classes; c++) {
        middle += sum[c * points + p] / classes;
      }
      for (int c = 0; c < classes; c++) {
        means[c * points + p] = (float) ((sum[c * points + p] - middle) / linear);
      }
    }
    return Optional.of(means);
  }

  private static void add(
      Member member, double[][] slopes, Material material, boolean inGraph, double[] into) {
    View view = member.candidate().view();
    int points = material.points();
    int half = view.window() / 2;
    double[] filter = view.filter();
    double scale =
        view.rescaled()
            ? 1 / deviation(view, material.before(view, member.reference(), material.all()))
            : 1;
    double divisor = inGraph ? divisor(member.correction(), material.plain()) : 1;
    for (int c = 0; c < slopes.length; c++) {
      double[] own = new double[points];
      for (int p = half; p < points - half; p++) {
        for (int i = 0; i < filter.length; i++) {
          own[p - half + i] += scale * slopes[c][p] * filter[i];
        }
      }
      double[] back = inGraph ? member.correction().back(own, divisor) : own;
      for (int p = 0; p < points; p++) {
        into[c * points + p] += back[p];
      }
    }
  }

  private static double divisor(Correction correction, PreparedSpectra spectra) {
    double sum = 0;
    for (int i = 0; i < spectra.count(); i++) {
      sum += correction.divisor(spectra.values(), i * spectra.points()) / spectra.count();
    }
    return sum;
  }

  /** The mean deviation of the filtered spectra. */
  private static double deviation(View view, PreparedSpectra spectra) {
    View filtered =
        new View(
            view.name(), view.scatter(), view.derivative(), view.window(), view.order(), false);
    double sum = 0;
    for (double[] row : filtered.of(spectra.values(), spectra.points())) {
      int half = view.window() / 2;
      int kept = row.length - 2 * half;
      double mean = 0;
      for (int p = half; p < row.length - half; p++) {
        mean += row[p] / kept;
      }
      double squares = 0;
      for (int p = half; p < row.length - half; p++) {
        squares += (row[p] - mean) * (row[p] - mean);
      }
      sum += Math.sqrt(squares / (kept - 1)) / spectra.count();
    }
    return sum;
  }
}
