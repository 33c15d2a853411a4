package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.network.graph.Fields;

/**
 * From one number for each element of an inner value to one for each point of the input: every
 * element's number is spread evenly over its receptive field. Elements that are a point each are
 * added as they are; channels that see the same are summed first.
 */
final class MapNodes {
  private final Nodes nodes;
  private final Fields fields;
  private final int points;
  private final int width;

  /**
   * Nodes for elements of some fields.
   *
   * @param points the points of the input
   * @param width the points of a row of it
   */
  MapNodes(Nodes nodes, Fields fields, int points, int width) {
    this.nodes = nodes;
    this.fields = fields;
    this.points = points;
    this.width = width;
  }

  private enum Kind {
    NOTHING,
    POINTS,
    WIDE
  }

  private record Piece(Kind kind, int from, int to) {
    long length() {
      return (long) to - from;
    }
  }

  /** The map, [N, points], of [N, elements]. */
  Tensor spread(Tensor shares) {
    List<Piece> pieces = pieces();
    List<Tensor> parts =
        pieces.size() == 1
            ? List.of(shares)
            : nodes.split(shares, 1, pieces.stream().mapToLong(Piece::length).toArray());
    List<Tensor> maps = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (pieces.get(i).kind == Kind.WIDE) {
        maps.add(wide(parts.get(i), pieces.get(i)));
      } else if (pieces.get(i).kind == Kind.POINTS) {
        maps.add(parts.get(i));
      }
    }
    if (maps.isEmpty()) {
      throw new IllegalArgumentException("the explained value sees nothing of the input");
    }
    Tensor sum = maps.get(0);
    for (Tensor map : maps.subList(1, maps.size())) {
      sum = nodes.node("Add", sum.shape(), List.of(sum, map));
    }
    return sum;
  }

  private List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < fields.size()) {
      int from = at;
      Kind kind = kind(at);
      if (kind == Kind.POINTS) {
        at += points;
      } else {
        while (at < fields.size() && kind(at) == kind) {
          at++;
        }
      }
      pieces.add(new Piece(kind, from, at));
    }
    return pieces;
  }

  private Kind kind(int element) {
    if (fields.isEmpty(element)) {
      return Kind.NOTHING;
    }
    if (element + points > fields.size() || !fields.isPoint(element, 0, width)) {
      return Kind.WIDE;
    }
    for (int i = 1; i < points; i++) {
      if (!fields.isPoint(element + i, i, width)) {
        return Kind.WIDE;
      }
    }
    return Kind.POINTS;
  }

  private Tensor wide(Tensor shares, Piece piece) {
    int length = (int) piece.length();
    int period = period(piece.from, length);
    Tensor once =
        period == length
            ? shares
            : nodes.sum(nodes.reshape(shares, List.of(-1, length / period, period)), false, 1);
    double[] spreading = new double[period * points];
    for (int i = 0; i < period; i++) {
      fields.spread(piece.from + i, 1, width, spreading, i * points);
    }
    return nodes.node(
        "MatMul", List.of(-1, points), List.of(once, nodes.numbers(spreading, period, points)));
  }

  /** The shortest length after which the fields repeat. */
  private int period(int from, int length) {
    for (int period = 1; period < length; period++) {
      if (length % period == 0 && repeats(from, length, period)) {
        return period;
      }
    }
    return length;
  }

  private boolean repeats(int from, int length, int period) {
    for (int i = from; i < from + length - period; i++) {
      if (!fields.same(i, i + period)) {
        return false;
      }
    }
    return true;
  }

  /** The map in the shape of the input. */
  static Tensor shaped(Nodes nodes, Tensor map, List<Integer> input) {
    List<Integer> shape = new ArrayList<>(input);
    shape.add(0, -1);
    return nodes.reshape(map, shape);
  }
}
