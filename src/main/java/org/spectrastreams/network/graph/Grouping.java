package org.spectrastreams.network.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Convolved;

/**
 * Few channels become more: a convolution of few outputs, whose successor strides over several of
 * its places, gives these places at once as channels. Its stride grows by their number, its
 * successor's falls by it. ONNX Runtime's blocked kernels take 16 channels or more.
 */
final class Grouping {
  private static final int FEW = 16;
  private static final int ENOUGH = 32;

  /** How much longer a window may become; what it covers beyond its own values is computed too. */
  private static final double LONGEST = 2.5;

  private Grouping() {}

  static Traced grouped(Traced network) {
    Map<Value, Value> by = new HashMap<>();
    for (Chain chain : Chain.of(network)) {
      for (int i = 0; i + 1 < chain.size(); i++) {
        int together = together(chain, i);
        if (together > 1) {
          Value first = chain.link(i);
          Value second = chain.link(i + 1);
          Value curve = second.input(0);
          int groups = (first.length(3) + together - 1) / together;
          Value wide = first(first, together, groups);
          Value curved = new Value(curve.op(), List.of(wide), wide.shape(), "");
          by.put(second, second(second, curved, together));
          i++;
        }
      }
    }
    return by.isEmpty() ? network : network.replacing(by);
  }

  private static int together(Chain chain, int i) {
    int outputs = chain.link(i).length(1);
    int best = 1;
    for (int together = 2; together * outputs <= ENOUGH; together++) {
      int window = (together - 1) * chain.stride(i) + chain.kernel(i);
      if (outputs < FEW
          && chain.stride(i + 1) % together == 0
          && window <= LONGEST * chain.kernel(i)) {
        best = together;
      }
    }
    return best;
  }

  private static Window window(int size, int stride) {
    return new Window(List.of(1, size), List.of(1, stride), List.of(0, 0));
  }

  /** The convolution for neighbouring places: (place, output) × inputs × taps. */
  private static Value first(Value convolution, int together, int groups) {
    Window window = ((Convolved) convolution.op()).window();
    int stride = window.stride().get(1);
    int taps = window.size().get(1);
    int wide = (together - 1) * stride + taps;
    int outputs = convolution.length(1);
    int inputs = convolution.input(0).length(1);
    double[][] kernels = convolution.input(1).numbers().rows();
    double[][] biases = convolution.input(2).numbers().rows();
    double[][] all = new double[kernels.length][together * outputs * inputs * wide];
    for (int member = 0; member < kernels.length; member++) {
      for (int place = 0; place < together; place++) {
        for (int row = 0; row < outputs * inputs; row++) {
          int to = (place * outputs * inputs + row) * wide + place * stride;
          System.arraycopy(kernels[member], row * taps, all[member], to, taps);
        }
      }
    }
    double[][] repeated = new double[biases.length][together * outputs];
    for (int member = 0; member < biases.length; member++) {
      for (int i = 0; i < together * outputs; i++) {
        repeated[member][i] = biases[member][i % outputs];
      }
    }
    return new Value(
        new Convolved(window(wide, together * stride)),
        List.of(
            convolution.input(0),
            Value.content(all, together * outputs, inputs, 1, wide),
            Value.content(repeated, together * outputs)),
        Shapes.of(convolution.length(0), together * outputs, 1, groups),
        "");
  }

  /** The successor over groups: output × (place, input) × groups. */
  private static Value second(Value convolution, Value over, int together) {
    Window window = ((Convolved) convolution.op()).window();
    int taps = window.size().get(1);
    int groups = (taps + together - 1) / together;
    int outputs = convolution.length(1);
    int inputs = over.length(1) / together;
    double[][] kernels = convolution.input(1).numbers().rows();
    double[][] all = new double[kernels.length][outputs * together * inputs * groups];
    for (int member = 0; member < kernels.length; member++) {
      for (int out = 0; out < outputs; out++) {
        for (int in = 0; in < inputs; in++) {
          for (int tap = 0; tap < taps; tap++) {
            int channel = tap % together * inputs + in;
            all[member][(out * together * inputs + channel) * groups + tap / together] =
                kernels[member][(out * inputs + in) * taps + tap];
          }
        }
      }
    }
    return new Value(
        new Convolved(window(groups, window.stride().get(1) / together)),
        List.of(
            over, Value.content(all, outputs, together * inputs, 1, groups), convolution.input(2)),
        convolution.shape(),
        "");
  }
}
