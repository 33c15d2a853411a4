package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.List;
import org.spectrastreams.model.engine.EnsembleVote;

/** The vote of an ensemble as nodes, counted as {@link EnsembleVote} counts it. */
public final class VoteNodes {
  private final OnnxGraph graph;
  private final int members;
  private final int classes;

  /** Nodes for an ensemble. */
  public VoteNodes(OnnxGraph graph, int members, int classes) {
    this.graph = graph;
    this.members = members;
    this.classes = classes;
  }

  /**
   * The ensemble's class, [N] int64.
   *
   * @param probabilities of every member, [N, members, classes]
   */
  public String vote(String probabilities) {
    String best =
        graph.node(
            "ArgMax", List.of(probabilities), attribute("axis", 2), attribute("keepdims", 0));
    String votes =
        graph.node("ReduceSum", List.of(oneHot(best, 1), graph.ints(1)), attribute("keepdims", 0));
    String most =
        graph.node(
            "ReduceMax",
            List.of(votes),
            attribute("axes", new long[] {1}),
            attribute("keepdims", 1));
    // Summed one member after the other, so that it rounds as EnsembleVote does.
    String sum = null;
    for (String member :
        graph.nodes("Split", members, List.of(probabilities), attribute("axis", 1))) {
      sum = sum == null ? member : graph.node("Add", sum, member);
    }
    String mean = graph.node("Div", graph.reshape(sum, 0, classes), graph.scalar(members));
    String contenders =
        graph.node("Where", graph.node("Equal", votes, most), mean, graph.scalar(-1));
    return graph.node(
        "ArgMax", List.of(contenders), attribute("axis", 1), attribute("keepdims", 0));
  }

  /** A number at the place of a class, zeros elsewhere; one dimension more than the classes. */
  String oneHot(String index, double value) {
    return graph.node(
        "OneHot",
        List.of(index, graph.ints(classes), graph.floats(new double[] {0, value}, 2)),
        attribute("axis", -1));
  }
}
