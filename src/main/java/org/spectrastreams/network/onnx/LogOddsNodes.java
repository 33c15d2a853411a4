package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * The log-odds of one class over all members, ln(Σ p + ε) − ln(Σ q + ε) with p a member's
 * probability of the class and q that of the others, and the gradient of it by the members' class
 * values, from which the way back begins. ε is what keeps a logarithm of nothing finite.
 */
final class LogOddsNodes {
  /** As {@code LimeResponse.LOG_ODDS} has it, so that methods explain the same number. */
  static final double LEAST = 1e-6;

  private final Nodes nodes;
  private final int members;
  private final int classes;
  private final Tensor probabilities;
  private final Tensor chosen;
  private final Tensor own;
  private final Tensor others;

  /**
   * Adds the nodes that both share.
   *
   * @param probabilities of every member, [N, members, classes]
   * @param chosen 1 for the class, 0 for the others, [N, 1, classes]
   */
  LogOddsNodes(Nodes nodes, Tensor probabilities, Tensor chosen) {
    this.nodes = nodes;
    this.members = probabilities.shape().get(1);
    this.classes = probabilities.shape().get(2);
    this.probabilities = probabilities;
    this.chosen = chosen;
    Tensor least = nodes.scalar(LEAST);
    Tensor rest = nodes.elementwise("Sub", nodes.scalar(1), chosen);
    this.own = nodes.elementwise("Add", summed(chosen), least);
    this.others = nodes.elementwise("Add", summed(rest), least);
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
    Tensor rest = nodes.elementwise("Sub", nodes.scalar(1), chosen);
    Tensor byProbability =
        nodes.elementwise(
            "Sub", nodes.elementwise("Div", chosen, own), nodes.elementwise("Div", rest, others));
    Tensor weighted = nodes.elementwise("Mul", probabilities, byProbability);
    Tensor mean = nodes.sum(weighted, true, 2);
    Tensor all =
        nodes.elementwise(
            "Sub", weighted, nodes.elementwise("Mul", probabilities, mean)); // the softmax's own
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
}
