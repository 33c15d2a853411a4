package org.spectrastreams.network.mscnn;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.List;
import java.util.function.Function;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * The part of the graph from the first dense layer of all members to their probabilities and the
 * vote, and back from the ensemble's class. Members are a dimension here: the layers are small.
 */
final class OutputNodes {
  private final OnnxGraph graph;
  private final MscnnArchitecture shape;
  private final List<FoldedMember> members;

  private String[] slopes;
  private String a;
  private String distance;
  private String sigmoid;
  private String room;

  OutputNodes(OnnxGraph graph, MscnnArchitecture shape, List<FoldedMember> members) {
    this.graph = graph;
    this.shape = shape;
    this.members = members;
  }

  /**
   * Adds the forward pass.
   *
   * @param sums of the first dense layer without its bias, [N, M, 32]
   * @return softmax of every member, [N, M, classes]
   */
  String probabilities(String sums) {
    int width = shape.denseWidths().get(0);
    int narrow = shape.denseWidths().get(1);
    String value = graph.node("Add", swapped(sums), biases(FoldedMember::joinedBias, width));
    String first = graph.node("Tanh", value);
    String firstActive = leaky(first);
    value =
        graph.node(
            "Add",
            graph.node("MatMul", firstActive, turned(this::second, narrow, width)),
            biases(member -> FoldedMember.bias(member.weights().dense().get(1)), narrow));
    String second = graph.node("Tanh", value);
    String secondActive = leaky(second);
    slopes =
        new String[] {
          TrunkNodes.slopeOfTanh(graph, first, firstActive),
          TrunkNodes.slopeOfTanh(graph, second, secondActive)
        };
    int outputs = 4 * shape.classes();
    value =
        graph.node(
            "Add",
            graph.node("MatMul", secondActive, turned(this::parallel, outputs, narrow)),
            biases(this::parallelBias, outputs));
    List<String> parts = graph.nodes("Split", 4, List.of(swapped(value)), attribute("axis", 2));
    a = parts.get(0);
    distance = graph.node("Sub", parts.get(3), parts.get(1));
    sigmoid = graph.node("Sigmoid", graph.node("Mul", a, distance));
    String floor = parts.get(2);
    room = graph.node("Sub", graph.scalar(1), floor);
    String scores = graph.node("Add", floor, graph.node("Mul", room, sigmoid));
    return graph.node("Softmax", List.of(scores), attribute("axis", -1));
  }

  /** Adds the vote as {@link EnsembleVote} counts it; [N] int64. */
  String vote(String probabilities) {
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
        graph.nodes("Split", members.size(), List.of(probabilities), attribute("axis", 1))) {
      sum = sum == null ? member : graph.node("Add", sum, member);
    }
    String mean =
        graph.node("Div", graph.reshape(sum, 0, shape.classes()), graph.scalar(members.size()));
    String contenders =
        graph.node("Where", graph.node("Equal", votes, most), mean, graph.scalar(-1));
    return graph.node(
        "ArgMax", List.of(contenders), attribute("axis", 1), attribute("keepdims", 0));
  }

  /**
   * Adds the backward pass.
   *
   * @param predicted the ensemble's class, [N]
   * @return the gradient of the mean over the members of their outputs for that class, with respect
   *     to the sums of the first dense layer, [N, M, 32]
   */
  String gradient(String predicted) {
    String chosen = graph.node("Unsqueeze", oneHot(predicted, 1.0 / members.size()), graph.ints(1));
    String rest = graph.node("Sub", graph.scalar(1), sigmoid);
    String slope =
        graph.node("Mul", graph.node("Mul", room, graph.node("Mul", sigmoid, rest)), chosen);
    String byX = graph.node("Mul", slope, a);
    String all =
        graph.node(
            "Concat",
            List.of(
                graph.node("Mul", slope, distance),
                graph.node("Neg", byX),
                graph.node("Mul", rest, chosen),
                byX),
            attribute("axis", 2));
    int width = shape.denseWidths().get(0);
    int narrow = shape.denseWidths().get(1);
    String second =
        graph.node(
            "Mul",
            graph.node(
                "MatMul", swapped(all), straight(this::parallel, 4 * shape.classes(), narrow)),
            slopes[1]);
    String first =
        graph.node(
            "Mul", graph.node("MatMul", second, straight(this::second, narrow, width)), slopes[0]);
    return swapped(first);
  }

  private String oneHot(String index, double value) {
    return graph.node(
        "OneHot",
        List.of(index, graph.ints(shape.classes()), graph.floats(new double[] {0, value}, 2)),
        attribute("axis", -1));
  }

  private String leaky(String value) {
    return graph.node("LeakyRelu", List.of(value), attribute("alpha", MscnnArchitecture.LEAK));
  }

  /** [N, M, …] to [M, N, …] and back. */
  private String swapped(String value) {
    return graph.node("Transpose", List.of(value), attribute("perm", new long[] {1, 0, 2}));
  }

  private double[] second(FoldedMember member) {
    return FoldedMember.kernel(member.weights().dense().get(1));
  }

  private double[] parallel(FoldedMember member) {
    return joined(member, Linear::weights);
  }

  private double[] parallelBias(FoldedMember member) {
    return joined(member, Linear::bias);
  }

  private static double[] joined(FoldedMember member, Function<Linear, float[]> part) {
    MscnnWeights weights = member.weights();
    return FoldedMember.concatenate(
        List.of(weights.a(), weights.b(), weights.c(), weights.x()).stream()
            .map(part)
            .map(OutputNodes::widened)
            .toList());
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private String biases(Function<FoldedMember, double[]> bias, int outputs) {
    return graph.floats(
        FoldedMember.concatenate(members.stream().map(bias).toList()), members.size(), 1, outputs);
  }

  /** [M, rows, columns]. */
  private String straight(Function<FoldedMember, double[]> weights, int rows, int columns) {
    return graph.floats(
        FoldedMember.concatenate(members.stream().map(weights).toList()),
        members.size(),
        rows,
        columns);
  }

  /** [M, inputs, outputs]. */
  private String turned(Function<FoldedMember, double[]> weights, int outputs, int inputs) {
    return straight(
        member -> {
          double[] from = weights.apply(member);
          double[] to = new double[from.length];
          for (int i = 0; i < from.length; i++) {
            to[i % inputs * outputs + i / inputs] = from[i];
          }
          return to;
        },
        inputs,
        outputs);
  }
}
