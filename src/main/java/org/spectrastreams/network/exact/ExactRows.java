package org.spectrastreams.network.exact;

/** What is computed along the last dimension of an exact value. */
final class ExactRows {
  private ExactRows() {}

  private static Exact room(Exact of) {
    int[] shape = of.shape().clone();
    shape[shape.length - 1] = 1;
    return Exact.room(shape);
  }

  static Exact mean(ExactOps ops, Exact of) {
    int width = of.length(-1);
    Exact result = room(of);
    for (int row = 0; row < result.values().length; row++) {
      double squares = 0;
      double variance = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        result.values()[row] += of.values()[i] / width;
        squares += of.values()[i] * of.values()[i] / width / width;
        variance += of.variance()[i] / width / width;
      }
      result.variance()[row] = variance + ExactOps.rounding(squares, width);
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < of.values().length; i++) {
            of.gradient()[i] += result.gradient()[i / width] / width;
          }
        });
  }

  /** The largest value for {@code side} 1, the smallest for −1. */
  static Exact extreme(ExactOps ops, Exact of, int side) {
    int width = of.length(-1);
    Exact result = room(of);
    int rows = result.values().length;
    int[] best = new int[rows];
    int[] second = new int[rows];
    ExactOps.Kink[] kinks = new ExactOps.Kink[rows];
    for (int row = 0; row < rows; row++) {
      best[row] = row * width;
      second[row] = -1;
      for (int i = row * width + 1; i < (row + 1) * width; i++) {
        if (side * of.values()[i] > side * of.values()[best[row]]) {
          second[row] = best[row];
          best[row] = i;
        } else if (second[row] < 0 || side * of.values()[i] > side * of.values()[second[row]]) {
          second[row] = i;
        }
      }
      result.values()[row] = of.values()[best[row]];
      result.variance()[row] = of.variance()[best[row]];
      if (second[row] >= 0) {
        kinks[row] =
            ops.kink(
                of.values()[best[row]] - of.values()[second[row]],
                of.variance()[best[row]] + of.variance()[second[row]]);
      }
    }
    return ops.computed(
        result,
        () -> {
          for (int row = 0; row < rows; row++) {
            boolean other = kinks[row] != null && kinks[row].other();
            of.gradient()[other ? second[row] : best[row]] += result.gradient()[row];
          }
        });
  }

  static Exact softmax(ExactOps ops, Exact of) {
    int width = of.length(-1);
    Exact result = Exact.room(of.shape());
    for (int from = 0; from < of.values().length; from += width) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        highest = Math.max(highest, of.values()[i]);
      }
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        result.values()[i] = Math.exp(of.values()[i] - highest);
        sum += result.values()[i];
      }
      for (int i = from; i < from + width; i++) {
        result.values()[i] /= sum;
        result.variance()[i] =
            result.values()[i] * result.values()[i] * of.variance()[i]
                + ExactOps.rounding(result.values()[i], width);
      }
    }
    return ops.computed(
        result,
        () -> {
          for (int from = 0; from < of.values().length; from += width) {
            double dot = 0;
            for (int i = from; i < from + width; i++) {
              dot += result.gradient()[i] * result.values()[i];
            }
            for (int i = from; i < from + width; i++) {
              of.gradient()[i] += result.values()[i] * (result.gradient()[i] - dot);
            }
          }
        });
  }
}
