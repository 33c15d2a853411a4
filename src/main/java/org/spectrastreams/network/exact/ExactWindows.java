package org.spectrastreams.network.exact;

import org.spectrastreams.network.Window;

/** Convolutions and poolings of exact values, window by window. */
final class ExactWindows {
  private ExactWindows() {}

  /** The sizes of one operation, one-dimensional ones as planes of one row. */
  private record Plan(
      int channels, int rows, int columns, int outRows, int outColumns, Window window) {
    static Plan of(Exact value, Window window) {
      boolean plane = window.dimensions() == 2;
      int rows = plane ? value.length(2) : 1;
      int columns = value.length(-1);
      Window flat = window.flat();
      return new Plan(
          value.length(1), rows, columns, flat.places(0, rows), flat.places(1, columns), flat);
    }

    Exact room(Exact value, int channels, Window original) {
      return original.dimensions() == 2
          ? Exact.room(value.length(0), channels, outRows, outColumns)
          : Exact.room(value.length(0), channels, outColumns);
    }

    int places() {
      return outRows * outColumns;
    }

    /** Where a tap of a window lies in its plane; −1 in the padding. */
    int at(int place, int tap) {
      int row =
          place / outColumns * window.stride().get(0)
              - window.padding().get(0)
              + tap / window.size().get(1);
      int column =
          place % outColumns * window.stride().get(1)
              - window.padding().get(1)
              + tap % window.size().get(1);
      return row < 0 || row >= rows || column < 0 || column >= columns
          ? -1
          : row * columns + column;
    }
  }

  static Exact convolution(ExactOps ops, Exact value, Exact weights, Exact bias, Window window) {
    Plan plan = Plan.of(value, window);
    int outputs = bias.values().length;
    int inputs = plan.channels;
    if (weights.length(1) != inputs) {
      throw new IllegalArgumentException(
          "convolution of " + weights.length(1) + " channels over " + inputs);
    }
    int taps = window.volume();
    int plane = plan.rows * plan.columns;
    Exact result = plan.room(value, outputs, window);
    for (int i = 0; i < result.values().length; i++) {
      int place = i % plan.places();
      int out = i / plan.places() % outputs;
      int batch = i / plan.places() / outputs * inputs * plane;
      double sum = bias.values()[out];
      double squares = sum * sum;
      double variance = 0;
      for (int tap = 0; tap < taps; tap++) {
        int at = plan.at(place, tap);
        for (int in = 0; at >= 0 && in < inputs; in++) {
          double w = weights.values()[(out * inputs + in) * taps + tap];
          double product = w * value.values()[batch + in * plane + at];
          sum += product;
          squares += product * product;
          variance += w * w * value.variance()[batch + in * plane + at];
        }
      }
      result.values()[i] = sum;
      result.variance()[i] = variance + ExactOps.rounding(squares, inputs * taps + 1);
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < result.values().length; i++) {
            double gradient = result.gradient()[i];
            if (gradient == 0) {
              continue;
            }
            int place = i % plan.places();
            int out = i / plan.places() % outputs;
            int batch = i / plan.places() / outputs * inputs * plane;
            bias.gradient()[out] += gradient;
            for (int tap = 0; tap < taps; tap++) {
              int at = plan.at(place, tap);
              for (int in = 0; at >= 0 && in < inputs; in++) {
                int w = (out * inputs + in) * taps + tap;
                value.gradient()[batch + in * plane + at] += gradient * weights.values()[w];
                weights.gradient()[w] += gradient * value.values()[batch + in * plane + at];
              }
            }
          }
        });
  }

  static Exact mean(ExactOps ops, Exact value, Window window) {
    Plan plan = Plan.of(value, window);
    int taps = window.volume();
    int plane = plan.rows * plan.columns;
    Exact result = plan.room(value, plan.channels, window);
    for (int i = 0; i < result.values().length; i++) {
      int from = i / plan.places() * plane;
      double squares = 0;
      for (int tap = 0; tap < taps; tap++) {
        int at = from + plan.at(i % plan.places(), tap);
        double part = value.values()[at] / taps;
        result.values()[i] += part;
        squares += part * part;
        result.variance()[i] += value.variance()[at] / taps / taps;
      }
      result.variance()[i] += ExactOps.rounding(squares, taps);
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < result.values().length; i++) {
            int from = i / plan.places() * plane;
            for (int tap = 0; tap < taps; tap++) {
              value.gradient()[from + plan.at(i % plan.places(), tap)] +=
                  result.gradient()[i] / taps;
            }
          }
        });
  }

  static Exact largest(ExactOps ops, Exact value, Window window) {
    Plan plan = Plan.of(value, window);
    int taps = window.volume();
    int plane = plan.rows * plan.columns;
    Exact result = plan.room(value, plan.channels, window);
    int size = result.values().length;
    int[] best = new int[size];
    int[] second = new int[size];
    ExactOps.Kink[] kinks = new ExactOps.Kink[size];
    for (int i = 0; i < size; i++) {
      int from = i / plan.places() * plane;
      best[i] = from + plan.at(i % plan.places(), 0);
      second[i] = -1;
      for (int tap = 1; tap < taps; tap++) {
        int at = from + plan.at(i % plan.places(), tap);
        if (value.values()[at] > value.values()[best[i]]) {
          second[i] = best[i];
          best[i] = at;
        } else if (second[i] < 0 || value.values()[at] > value.values()[second[i]]) {
          second[i] = at;
        }
      }
      result.values()[i] = value.values()[best[i]];
      result.variance()[i] = value.variance()[best[i]];
      if (second[i] >= 0) {
        kinks[i] =
            ops.kink(
                value.values()[best[i]] - value.values()[second[i]],
                value.variance()[best[i]] + value.variance()[second[i]]);
      }
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < size; i++) {
            boolean other = kinks[i] != null && kinks[i].other();
            value.gradient()[other ? second[i] : best[i]] += result.gradient()[i];
          }
        });
  }
}
