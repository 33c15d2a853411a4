package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * The log-odds of one class over all members, ln(Σ p + ε) − ln(Σ q + ε) with p a member's
 * probability of the class and q that of the others, and the gradient of it by the members' class
 * values, from which the way back begins. ε is what keeps a logarithm of nothing finite.
 */
final class LogOddsNodes {
  /**
   * As {@code LimeResponse} has it for classes and for labels, so that methods explain the same
   * number.
   */
  static final double LEAST = 1e-6;

  private final Nodes nodes;
  private final int members;
  private final int classes;
  private final Tensor probabilities;
  private final Tensor chosen;
  private final boolean labels;
  private final Tensor own;
  private final Tensor others;

  /**
   * Adds the nodes that both share.
   *
   * @param probabilities of every member, [N, members, classes]
   * @param chosen 1 for the class, 0 for the others, [N, 1, classes]
   * @param labels whether every class is a label of its own, whose others are its absence
   */
  LogOddsNodes(Nodes nodes, Tensor probabilities, Tensor chosen, boolean labels) {
    this.nodes = nodes;
    this.members = probabilities.shape().get(1);
    this.classes = probabilities.shape().get(2);
    this.probabilities = probabilities;
    this.chosen = chosen;
    this.labels = labels;
    Tensor least = nodes.scalar(LEAST);
    Tensor present = summed(chosen);
    this.own = nodes.elementwise("Add", present, least);
    this.others =
        nodes.elementwise(
            "Add",
            labels
                ? nodes.elementwise("Sub", nodes.scalar(members), present)
                : summed(nodes.elementwise("Sub", nodes.scalar(1), chosen)),
            least);
  }

  private Tensor summed(Tensor mask) {
    return nodes.sum(nodes.elementwise("Mul", probabilities, mask), true, 1, 2);
  }

  /** The log-odds, [N]. */
  Tensor value() {
    Tensor difference = nodes.elementwise("Sub", logarithm(own), logarithm(others));
    return nodes.reshape(difference, List.of(-1));
  }

  private Tensor logarithm(Tensor of) {
    return nodes.node("Log", of.shape(), List.of(of));
  }

  /** The gradient by the class values of every member, in the form of the network's output. */
  Placed gradient(Form form) {
    Tensor all = labels ? throughSigmoid() : throughSoftmax();
    return switch (form) {
      case STACKED -> Placed.of(form, all);
      case FIRST -> Placed.of(form, nodes.transpose(all, 1, 0, 2));
      case SHARED -> Placed.of(form, nodes.reshape(all, List.of(-1, classes)));
      case EACH -> {
        List<Tensor> each = new ArrayList<>();
        for (Tensor one : nodes.split(all, 1, members)) {
          each.add(nodes.reshape(one, List.of(-1, classes)));
        }
        yield new Placed(form, each);
      }
    };
  }

  private Tensor throughSoftmax() {
    Tensor rest = nodes.elementwise("Sub", nodes.scalar(1), chosen);
    Tensor byProbability =
        nodes.elementwise(
            "Sub", nodes.elementwise("Div", chosen, own), nodes.elementwise("Div", rest, others));
    Tensor weighted = nodes.elementwise("Mul", probabilities, byProbability);
    Tensor mean = nodes.sum(weighted, true, 2);
    return nodes.elementwise("Sub", weighted, nodes.elementwise("Mul", probabilities, mean));
  }

  private Tensor throughSigmoid() {
    Tensor byProbability =
        nodes.elementwise(
            "Add", nodes.elementwise("Div", chosen, own), nodes.elementwise("Div", chosen, others));
    Tensor square = nodes.elementwise("Mul", probabilities, probabilities);
    return nodes.elementwise("Mul", nodes.elementwise("Sub", probabilities, square), byProbability);
  }
}
