package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.network.graph.Op.Content;
import org.spectrastreams.network.graph.Value;

/**
 * Where an operator's nodes are put: in which form, and for which member.
 *
 * @param nodes the graph
 * @param form the form of the operator's value
 * @param member the member, in form EACH; otherwise 0
 * @param members the number of members
 */
record Place(Nodes nodes, Form form, int member, int members) {
  /** The number of dimensions before a value's own. */
  int lead() {
    return form.lead();
  }

  /** Where a value's dimension lies in its tensor. */
  int axis(int dimension) {
    return dimension + lead() - 1;
  }

  /** The shape of a value's tensor. */
  List<Integer> shape(Value value) {
    return form.shape(value.shape(), members);
  }

  /** The numbers of the member that this place is for. */
  double[] numbers(Value content) {
    return content.numbers().of(member);
  }

  /** Known numbers that broadcast against values of a rank (the rows of a spectrum included). */
  Tensor broadcast(Value content, int rank) {
    Content numbers = content.numbers();
    if (lead() == 1 || numbers.rows().length == 1) {
      return nodes.numbers(numbers(content), content.dimensions());
    }
    List<Integer> own = new ArrayList<>(content.shape());
    while (own.size() < rank) {
      own.add(0, 1);
    }
    if (form == Form.STACKED) {
      own.set(0, members);
    } else {
      own.add(0, members);
    }
    return nodes.numbers(all(numbers), own.stream().mapToInt(Integer::intValue).toArray());
  }

  /** A known matrix, or its transpose, to be multiplied with values of a rank. */
  Tensor matrix(Value content, boolean turned, int rank) {
    int rows = content.length(-2);
    int columns = content.length(-1);
    double[][] members = content.numbers().rows();
    boolean many = lead() == 2 && members.length > 1;
    double[][] chosen = many ? members : new double[][] {numbers(content)};
    double[] flat =
        Arrays.stream(chosen)
            .flatMapToDouble(one -> Arrays.stream(turned ? turned(one, rows, columns) : one))
            .toArray();
    List<Integer> shape = new ArrayList<>(content.shape());
    if (many) {
      if (form != Form.FIRST || content.rank() > 2) {
        throw new IllegalStateException("matrices of several members in form " + form);
      }
      shape.add(0, members.length);
      for (int d = 2; d < rank; d++) {
        shape.add(1, 1);
      }
    }
    shape.set(shape.size() - 2, turned ? columns : rows);
    shape.set(shape.size() - 1, turned ? rows : columns);
    return nodes.numbers(flat, shape.stream().mapToInt(Integer::intValue).toArray());
  }

  private static double[] turned(double[] stacks, int rows, int columns) {
    double[] turned = new double[stacks.length];
    for (int i = 0; i < stacks.length; i++) {
      int in = i % (rows * columns);
      turned[i - in + in % columns * rows + in / columns] = stacks[i];
    }
    return turned;
  }

  private static double[] all(Content numbers) {
    return Arrays.stream(numbers.rows()).flatMapToDouble(Arrays::stream).toArray();
  }
}
