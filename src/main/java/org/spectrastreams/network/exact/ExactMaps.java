package org.spectrastreams.network.exact;

import org.spectrastreams.network.MapRule;
import org.spectrastreams.network.MapRule.Weighing;
import org.spectrastreams.network.Network;

/** Maps in double precision, as their rule is written. */
final class ExactMaps {
  private final MapRule rule;
  private final int[] input;

  ExactMaps(MapRule rule, Network network) {
    this.rule = rule;
    this.input = network.inputShape().stream().mapToInt(Integer::intValue).toArray();
  }

  /** One member's numbers at the places of an inner value, [1, channels, places …]. */
  double[] places(Exact explained) {
    int channels = explained.length(1);
    int places = explained.values().length / channels;
    double[] map = new double[places];
    double all = 0;
    for (double value : explained.values()) {
      all += value;
    }
    for (int k = 0; k < channels; k++) {
      double weight = weight(explained, k, places);
      for (int p = 0; p < places; p++) {
        double value = explained.values()[k * places + p];
        double gradient = explained.gradient()[k * places + p];
        map[p] +=
            switch (rule.weighing()) {
              case SHARES -> gradient * value;
              case DENSE_IMPORTANCE -> all * gradient * value;
              case CLASS_ACTIVATION, GRAD_CAM, GRAD_CAM_PLUS_PLUS -> weight * value;
            };
      }
    }
    for (int p = 0; rule.positive() && p < places; p++) {
      map[p] = Math.max(0, map[p]);
    }
    return map;
  }

  private double weight(Exact explained, int channel, int places) {
    int from = channel * places;
    double values = 0;
    double gradients = 0;
    for (int i = from; i < from + places; i++) {
      values += explained.values()[i];
      gradients += explained.gradient()[i];
    }
    if (rule.weighing() != Weighing.GRAD_CAM_PLUS_PLUS) {
      return rule.weighing() == Weighing.GRAD_CAM ? gradients / places : gradients;
    }
    double weight = 0;
    for (int i = from; i < from + places; i++) {
      double g = explained.gradient()[i];
      double below = 2 * g * g + g * g * g * values;
      weight += below == 0 ? 0 : g * g / below * Math.max(0, g);
    }
    return weight;
  }

  /**
   * The mean over the members at the points of the input.
   *
   * @param shape of the inner value, [1, channels, places …]
   */
  double[] points(double[] places, int[] shape, double scale) {
    double[] map = places;
    if (input.length == 1) {
      return product(map, rule.places().get(0).matrix(rule.order(), shape[2], input[0]), 1, scale);
    }
    double[] columns = rule.places().get(1).matrix(rule.order(), shape[3], input[1]);
    double[] rows = rule.places().get(0).matrix(rule.order(), shape[2], input[0]);
    double[] wide = product(map, columns, shape[2], scale);
    double[] all = new double[input[0] * input[1]];
    for (int r = 0; r < shape[2]; r++) {
      for (int y = 0; y < input[0]; y++) {
        for (int x = 0; x < input[1]; x++) {
          all[y * input[1] + x] += rows[r * input[0] + y] * wide[r * input[1] + x];
        }
      }
    }
    return all;
  }

  private static double[] product(double[] rows, double[] matrix, int count, double scale) {
    int inner = rows.length / count;
    int outer = matrix.length / inner;
    double[] all = new double[count * outer];
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < inner; i++) {
        for (int j = 0; j < outer; j++) {
          all[r * outer + j] += scale * rows[r * inner + i] * matrix[i * outer + j];
        }
      }
    }
    return all;
  }

  /** What the numbers at the places are multiplied with: a positive map is 1 at its largest. */
  double scale(double[] places) {
    double largest = 0;
    for (double value : places) {
      largest = Math.max(largest, value);
    }
    return !rule.positive() ? 1 : largest > 0 ? 1 / largest : 0;
  }
}
