package org.spectrastreams.train.data;

/**
 * Counts of true against predicted classes, and the scores that follow from them.
 *
 * <p>Classes without a true spectrum are left out of means over classes.
 */
public final class ConfusionMatrix {
  private final long[][] counts;

  /** An empty matrix of {@code classes} × {@code classes}. */
  public ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Counts one spectrum. */
  public void add(int truth, int predicted) {
    counts[truth][predicted]++;
  }

  /** Adds all counts of another matrix of the same classes. */
  public void addAll(ConfusionMatrix other) {
    for (int truth = 0; truth < classes(); truth++) {
      for (int predicted = 0; predicted < classes(); predicted++) {
        counts[truth][predicted] += other.counts[truth][predicted];
      }
    }
  }

  /** The number of classes. */
  public int classes() {
    return counts.length;
  }

  /** The number of spectra of class {@code truth} that were taken for {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** The number of spectra of class {@code truth}. */
  public long support(int truth) {
    long sum = 0;
    for (long count : counts[truth]) {
      sum += count;
    }
    return sum;
  }

  /** The number of classes that have a spectrum. */
  public int present() {
    int present = 0;
    for (int truth = 0; truth < classes(); truth++) {
      present += support(truth) > 0 ? 1 : 0;
    }
    return present;
  }

  /** The number of all spectra. */
  public long total() {
    long sum = 0;
    for (int truth = 0; truth < classes(); truth++) {
      sum += support(truth);
    }
    return sum;
  }

  /** The fraction of a class that was recognised; NaN for a class without spectra. */
  public double sensitivity(int truth) {
    return (double) counts[truth][truth] / support(truth);
  }

  /**
   * The fraction of spectra that were recognised: the support-weighted mean of the sensitivities,
   * which Hartigan 2025 reports.
   */
  public double accuracy() {
    long right = 0;
    for (int truth = 0; truth < classes(); truth++) {
      right += counts[truth][truth];
    }
    return (double) right / total();
  }

  /** The unweighted mean of the sensitivities. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int truth = 0; truth < classes(); truth++) {
      if (support(truth) > 0) {
        sum += sensitivity(truth);
        present++;
      }
    }
    return sum / present;
  }

  /** The harmonic mean of precision and sensitivity; 0 where nothing was recognised. */
  public double f1(int truth) {
    long predicted = 0;
    for (long[] row : counts) {
      predicted += row[truth];
    }
    return 2.0 * counts[truth][truth] / Math.max(1, predicted + support(truth));
  }

  /** The unweighted mean of {@link #f1}. */
  public double macroF1() {
    double sum = 0;
    int present = 0;
    for (int truth = 0; truth < classes(); truth++) {
      if (support(truth) > 0) {
        sum += f1(truth);
        present++;
      }
    }
    return sum / present;
  }
}
