package org.spectrastreams.network.graph;

import java.util.HashMap;
import java.util.Map;
import org.spectrastreams.network.Window;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Curved;
import org.spectrastreams.network.graph.Op.Filled;
import org.spectrastreams.network.graph.Op.Input;
import org.spectrastreams.network.graph.Op.Joined;
import org.spectrastreams.network.graph.Op.Part;
import org.spectrastreams.network.graph.Op.Pooled;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reduced;
import org.spectrastreams.network.graph.Op.Softmax;
import org.spectrastreams.network.graph.Op.Transposed;

/**
 * The receptive field of every element of a value: the points of the network's input that it is
 * computed of, as a rectangle of rows and columns. A spectrum is one row.
 */
public final class Fields {
  private final int[] top;
  private final int[] bottom;
  private final int[] left;
  private final int[] right;

  private Fields(int size) {
    top = new int[size];
    bottom = new int[size];
    left = new int[size];
    right = new int[size];
  }

  /** The fields of a value of a network. */
  public static Fields of(Traced network, Value value) {
    Map<Value, Fields> known = new HashMap<>();
    for (Value one : network.order()) {
      if (!one.isContent()) {
        known.put(one, computed(one, known));
      }
      if (one.equals(value)) {
        return known.get(one);
      }
    }
    throw new IllegalArgumentException(value + " is no value of the network");
  }

  /** The number of elements. */
  public int size() {
    return top.length;
  }

  /** Whether an element hangs on nothing. */
  public boolean isEmpty(int element) {
    return right[element] == left[element];
  }

  /** The number of points in an element's field. */
  public int area(int element) {
    return (bottom[element] - top[element]) * (right[element] - left[element]);
  }

  /** Whether two elements have the same field. */
  public boolean same(int one, int other) {
    return top[one] == top[other]
        && bottom[one] == bottom[other]
        && left[one] == left[other]
        && right[one] == right[other];
  }

  /** Whether an element's field is this point of the input, whose rows have a width, alone. */
  public boolean isPoint(int element, int point, int width) {
    return area(element) == 1 && top[element] * width + left[element] == point;
  }

  /** Adds a number to all points of an element's field, evenly. */
  public void spread(int element, double value, int width, double[] points, int offset) {
    double share = value / area(element);
    for (int row = top[element]; row < bottom[element]; row++) {
      for (int column = left[element]; column < right[element]; column++) {
        points[offset + row * width + column] += share;
      }
    }
  }

  private void include(int element, Fields other, int at) {
    if (other.isEmpty(at)) {
      return;
    }
    boolean first = isEmpty(element);
    top[element] = first ? other.top[at] : Math.min(top[element], other.top[at]);
    bottom[element] = Math.max(bottom[element], other.bottom[at]);
    left[element] = first ? other.left[at] : Math.min(left[element], other.left[at]);
    right[element] = Math.max(right[element], other.right[at]);
  }

  private static Fields computed(Value value, Map<Value, Fields> known) {
    Fields fields = new Fields(value.size());
    Op op = value.op();
    if (op instanceof Input) {
      int width = value.length(-1);
      for (int i = 0; i < fields.size(); i++) {
        fields.top[i] = i / width;
        fields.bottom[i] = i / width + 1;
        fields.left[i] = i % width;
        fields.right[i] = i % width + 1;
      }
    } else if (op instanceof Convolved convolved) {
      fields.window(value, convolved.window(), known.get(value.input(0)), true);
    } else if (op instanceof Pooled pooled) {
      fields.window(value, pooled.window(), known.get(value.input(0)), false);
    } else if (op instanceof Product) {
      fields.product(value, known);
    } else if (op instanceof Joined joined) {
      fields.joined(value, joined.axis(), known);
    } else if (op instanceof Reduced || op instanceof Softmax) {
      int width = value.input(0).length(-1);
      int kept = value.length(-1);
      for (int i = 0; i < fields.size(); i++) {
        for (int j = 0; j < width; j++) {
          fields.include(i, known.get(value.input(0)), i / kept * width + j);
        }
      }
    } else {
      fields.gathered(value, known);
    }
    return fields;
  }

  private void window(Value value, Window window, Fields of, boolean allChannels) {
    int[] in = value.input(0).dimensions();
    int[] out = value.dimensions();
    for (int i = 0; i < size(); i++) {
      int x = i % out[3];
      int y = i / out[3] % out[2];
      int channel = i / out[3] / out[2] % out[1];
      int batch = i / out[3] / out[2] / out[1];
      for (int c = allChannels ? 0 : channel; c < (allChannels ? in[1] : channel + 1); c++) {
        for (int tap = 0; tap < window.volume(); tap++) {
          int row =
              y * window.stride().get(0) - window.padding().get(0) + tap / window.size().get(1);
          int column =
              x * window.stride().get(1) - window.padding().get(1) + tap % window.size().get(1);
          if (row >= 0 && row < in[2] && column >= 0 && column < in[3]) {
            include(i, of, ((batch * in[1] + c) * in[2] + row) * in[3] + column);
          }
        }
      }
    }
  }

  private void product(Value value, Map<Value, Fields> known) {
    int rows = value.length(-2);
    int columns = value.length(-1);
    int inner = value.input(0).length(-1);
    for (int side = 0; side < 2; side++) {
      Value input = value.input(side);
      if (input.isContent()) {
        continue;
      }
      Fields of = known.get(input);
      int one = side == 0 ? rows * inner : inner * columns;
      int stacks = of.size() / one;
      for (int i = 0; i < size(); i++) {
        int stack = i / columns / rows % stacks * one;
        for (int k = 0; k < inner; k++) {
          include(
              i,
              of,
              stack + (side == 0 ? i / columns % rows * inner + k : k * columns + i % columns));
        }
      }
    }
  }

  private void joined(Value value, int axis, Map<Value, Fields> known) {
    int inner = 1;
    for (int d = axis + 1; d < value.rank(); d++) {
      inner *= value.length(d);
    }
    int line = value.length(axis) * inner;
    int from = 0;
    for (Value input : value.inputs()) {
      int part = input.length(axis) * inner;
      for (int i = 0; i < input.size(); i++) {
        include(i / part * line + from + i % part, known.get(input), i);
      }
      from += part;
    }
  }

  /** Operators whose elements each come from one element of every input. */
  private void gathered(Value value, Map<Value, Fields> known) {
    int[] shape = value.dimensions();
    for (Value input : value.inputs()) {
      if (input.isContent()) {
        continue;
      }
      Fields of = known.get(input);
      int[] steps =
          value.op() instanceof Arithmetic
              ? Contents.steps(input.dimensions(), value.rank())
              : new int[0];
      for (int i = 0; i < size(); i++) {
        int at = source(value, input, i, shape, steps);
        if (at >= 0) {
          include(i, of, at);
        }
      }
    }
  }

  private static int source(Value value, Value input, int i, int[] shape, int[] steps) {
    Op op = value.op();
    if (op instanceof Transposed transposed) {
      int[] own = Contents.steps(input.dimensions(), input.rank());
      int[] moved = transposed.order().stream().mapToInt(d -> own[d]).toArray();
      return Contents.at(i, shape, moved);
    } else if (op instanceof Part part) {
      int inner = 1;
      for (int d = part.axis() + 1; d < value.rank(); d++) {
        inner *= value.length(d);
      }
      int kept = value.length(part.axis()) * inner;
      return i / kept * input.length(part.axis()) * inner + part.from() * inner + i % kept;
    } else if (op instanceof Filled) {
      int width = value.length(-1);
      int own = input.length(-1);
      return i % width < own ? i / width * own + i % width : -1;
    } else if (op instanceof Curved curved && curved.turned()) {
      int channels = input.length(1);
      int length = input.length(3);
      int row = i / (channels * length);
      int place = i % (channels * length);
      return (row * channels + place % channels) * length + place / channels;
    } else if (op instanceof Arithmetic) {
      return Contents.at(i, shape, steps);
    }
    return i;
  }
}
