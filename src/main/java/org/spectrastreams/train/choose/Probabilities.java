package org.spectrastreams.train.choose;

/** Probabilities of class values, and how good they are. */
final class Probabilities {
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;
  private static final int STEPS = 40;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Probabilities() {}

  static double[] softmax(double[] values, double factor) {
    double[] probabilities = new double[values.length];
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, factor * value);
    }
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      probabilities[c] = Math.exp(factor * values[c] - most);
      sum += probabilities[c];
    }
    for (int c = 0; c < values.length; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  /**
   * The cross-entropy of softmax probabilities, nats a row, with every class equally heavy.
   *
   * @param values rows × classes
   * @param doubt the share of each label that is spread over the other classes
   */
  static double loss(double[][] values, int[] labels, double factor, double doubt) {
    int classes = values[0].length;
    double[] sums = new double[classes];
    int[] sizes = new int[classes];
    for (int i = 0; i < values.length; i++) {
      double[] row = values[i];
      double most = Double.NEGATIVE_INFINITY;
      for (double value : row) {
        most = Math.max(most, factor * value);
      }
      double sum = 0;
      for (double value : row) {
        sum += Math.exp(factor * value - most);
      }
      double expected = (1 - doubt) * row[labels[i]];
      for (int c = 0; c < classes; c++) {
        expected += c == labels[i] ? 0 : doubt / (classes - 1) * row[c];
      }
      sums[labels[i]] += most + Math.log(sum) - factor * expected;
      sizes[labels[i]]++;
    }
    double loss = 0;
    int present = 0;
    for (int c = 0; c < classes; c++) {
      if (sizes[c] > 0) {
        loss += sums[c] / sizes[c];
        present++;
      }
    }
    return loss / present;
  }

  /**
   * How much of a label to doubt where so many were seen: classes that are apart in all of them
   * would otherwise be told apart with infinite confidence (Platt 1999).
   */
  static double doubt(int rows) {
    return 1.0 / (rows + 2);
  }

  /** The factor of the least loss, by golden sections of its logarithm. */
  static double bestFactor(double[][] values, int[] labels, double doubt) {
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = loss(values, labels, Math.exp(left), doubt);
    double atRight = loss(values, labels, Math.exp(right), doubt);
    for (int step = 0; step < STEPS; step++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = loss(values, labels, Math.exp(left), doubt);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = loss(values, labels, Math.exp(right), doubt);
      }
    }
    return Math.exp((low + high) / 2);
  }
}
