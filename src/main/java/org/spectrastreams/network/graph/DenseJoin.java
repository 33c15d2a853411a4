package org.spectrastreams.network.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reshaped;
import org.spectrastreams.network.graph.Op.Sign;

/**
 * A convolution that no curve follows goes into the dense layer behind it, where that computes
 * less. Exact algebra, in double precision.
 */
final class DenseJoin {
  private DenseJoin() {}

  static Traced joined(Traced network) {
    Map<Value, List<Value>> uses = network.uses();
    Map<Value, Value> by = new HashMap<>();
    for (Value dense : network.order()) {
      if (!(dense.op() instanceof Product)
          || !dense.mark().isEmpty()
          || !dense.input(1).isContent()
          || dense.input(1).rank() != 2) {
        continue;
      }
      Value flat = dense.input(0);
      if (!(flat.op() instanceof Reshaped) || !single(flat, uses) || flat.rank() != 2) {
        continue;
      }
      Value convolution = flat.input(0);
      if (convolution.op() instanceof Convolved convolved
          && single(convolution, uses)
          && flat.length(0) == convolution.length(0)
          && pays(convolution, convolved.window(), dense)) {
        by.put(dense, dense(convolution, convolved.window(), dense));
      }
    }
    return by.isEmpty() ? network : Simplify.simplified(network.replacing(by));
  }

  private static boolean single(Value value, Map<Value, List<Value>> uses) {
    return value.mark().isEmpty() && uses.getOrDefault(value, List.of()).size() == 1;
  }

  private static boolean pays(Value convolution, Window window, Value dense) {
    long units = dense.length(-1);
    long before =
        units * convolution.size()
            + (long) convolution.size() * convolution.input(0).length(1) * window.volume();
    return units * convolution.input(0).size() <= before;
  }

  private static Value dense(Value convolution, Window window, Value dense) {
    Value over = convolution.input(0);
    int[] in = over.dimensions();
    int[] out = convolution.dimensions();
    int units = dense.length(-1);
    int members =
        Math.max(
            dense.input(1).numbers().rows().length, convolution.input(1).numbers().rows().length);
    double[][] weights = new double[members][in[1] * in[2] * in[3] * units];
    double[][] bias = new double[members][units];
    for (int member = 0; member < members; member++) {
      double[] rows = dense.input(1).numbers().of(member);
      double[] kernel = convolution.input(1).numbers().of(member);
      double[] added = convolution.input(2).numbers().of(member);
      for (int c = 0; c < out[1]; c++) {
        for (int y = 0; y < out[2]; y++) {
          for (int x = 0; x < out[3]; x++) {
            int row = ((c * out[2] + y) * out[3] + x) * units;
            for (int unit = 0; unit < units; unit++) {
              bias[member][unit] += rows[row + unit] * added[c];
            }
            spread(window, in, c, y, x, kernel, rows, row, units, weights[member]);
          }
        }
      }
    }
    int size = in[1] * in[2] * in[3];
    Value flat = new Value(new Reshaped(), List.of(over), Shapes.of(in[0], size), "");
    Value product =
        new Value(
            new Product(), List.of(flat, Value.content(weights, size, units)), dense.shape(), "");
    return new Value(
        new Arithmetic(Sign.ADD),
        List.of(product, Value.content(bias, 1, units)),
        dense.shape(),
        "");
  }

  /** Adds what one place of the convolution carries to the dense layer. */
  private static void spread(
      Window window,
      int[] in,
      int c,
      int y,
      int x,
      double[] kernel,
      double[] rows,
      int row,
      int units,
      double[] weights) {
    int height = window.size().get(0);
    int width = window.size().get(1);
    for (int k = 0; k < in[1]; k++) {
      for (int i = 0; i < height; i++) {
        int line = y * window.stride().get(0) - window.padding().get(0) + i;
        for (int j = 0; j < width; j++) {
          int column = x * window.stride().get(1) - window.padding().get(1) + j;
          if (line < 0 || line >= in[2] || column < 0 || column >= in[3]) {
            continue;
          }
          double factor = kernel[((c * in[1] + k) * height + i) * width + j];
          int at = ((k * in[2] + line) * in[3] + column) * units;
          for (int unit = 0; unit < units; unit++) {
            weights[at + unit] += factor * rows[row + unit];
          }
        }
      }
    }
  }
}
