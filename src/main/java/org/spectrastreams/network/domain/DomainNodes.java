package org.spectrastreams.network.domain;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * Writes a domain into an ensemble's graph, beside the network and reading the same spectra: one
 * call of the graph then gives scores and distance. What the graph gave before, it gives to the bit
 * as before.
 *
 * <p>With P the components, a row a component, the residual is r = (x − m) − (x − m)PᵀP; its
 * squares are summed, not differences of sums of squares, which single precision would lose.
 */
public final class DomainNodes {
  /** The output's name. */
  public static final String OUTPUT = "domain_distance";

  private static final String PREFIX = "domain.";

  private DomainNodes() {}

  /**
   * The graph with the distance of every spectrum as a further output, [N].
   *
   * @param onnx a graph of one input of spectra
   * @param input that input's name, [N, points]
   * @param domain over as many points
   * @throws EngineException if the bytes are no graph, or it has a domain already
   */
  public static byte[] append(byte[] onnx, String input, DdSimca domain) {
    return append(onnx, input, domain, Optional.empty());
  }

  /**
   * The same with a background: the output is then the larger one of the distance and of the odds
   * that the spectrum is background.
   */
  public static byte[] append(
      byte[] onnx, String input, DdSimca domain, Optional<Background> background) {
    ModelProto model = parse(onnx);
    GraphProto.Builder graph = model.getGraph().toBuilder();
    if (graph.getOutputList().stream().anyMatch(output -> output.getName().equals(OUTPUT))) {
      throw new EngineException("the graph has a domain already; expected one without");
    }
    int points = domain.points();
    int kept = domain.components().length;
    constant(graph, "mean", domain.mean(), points);
    double[] columns = new double[points * kept];
    double[] rows = new double[points * kept];
    double[] scoreWeights = new double[kept];
    for (int k = 0; k < kept; k++) {
      for (int j = 0; j < points; j++) {
        columns[j * kept + k] = domain.components()[k][j];
        rows[k * points + j] = domain.components()[k][j];
      }
      scoreWeights[k] =
          Math.sqrt(
              domain.scoreFreedom()
                  / (domain.variances()[k] * domain.scoreScale() * domain.threshold()));
    }
    constant(graph, "axes", columns, points, kept);
    constant(graph, "axes-back", rows, kept, points);
    constant(graph, "score-weights", scoreWeights, kept);
    constant(
        graph,
        "rest-weight",
        new double[] {
          Math.sqrt(domain.orthogonalFreedom() / (domain.orthogonalScale() * domain.threshold()))
        });
    node(graph, "Sub", "centred", input, PREFIX + "mean");
    node(graph, "MatMul", "scores", PREFIX + "centred", PREFIX + "axes");
    node(graph, "MatMul", "explained", PREFIX + "scores", PREFIX + "axes-back");
    node(graph, "Sub", "rest", PREFIX + "centred", PREFIX + "explained");
    node(graph, "Mul", "weighted-scores", PREFIX + "scores", PREFIX + "score-weights");
    node(graph, "Mul", "weighted-rest", PREFIX + "rest", PREFIX + "rest-weight");
    sumOfSquares(graph, "score-distance", PREFIX + "weighted-scores");
    sumOfSquares(graph, "orthogonal-distance", PREFIX + "weighted-rest");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Add")
            .addAllInput(List.of(PREFIX + "score-distance", PREFIX + "orthogonal-distance"))
            .addOutput(background.isEmpty() ? OUTPUT : PREFIX + "distance"));
    background.ifPresent(known -> odds(graph, input, known));
    graph.addOutput(OnnxGraph.value(OUTPUT, DataType.FLOAT));
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /**
   * The graph without its domain; the same bytes where it has none.
   *
   * @throws EngineException if the bytes are no graph
   */
  public static byte[] without(byte[] onnx) {
    ModelProto model = parse(onnx);
    GraphProto whole = model.getGraph();
    GraphProto.Builder rest = whole.toBuilder().clearNode().clearInitializer().clearOutput();
    whole.getNodeList().stream()
        .filter(node -> !isDomain(node.getOutput(0)))
        .forEach(rest::addNode);
    whole.getInitializerList().stream()
        .filter(weights -> !isDomain(weights.getName()))
        .forEach(rest::addInitializer);
    whole.getOutputList().stream()
        .filter(output -> !isDomain(output.getName()))
        .forEach(rest::addOutput);
    return rest.getOutputCount() == whole.getOutputCount()
        ? onnx
        : model.toBuilder().setGraph(rest).build().toByteArray();
  }

  /** exp of the largest difference of discriminants, then the larger one of it and the distance. */
  private static void odds(GraphProto.Builder graph, String input, Background known) {
    int points = known.mean().length;
    int kinds = known.weights().length - 1;
    double[] weights = new double[points * kinds];
    double[] offsets = new double[kinds];
    for (int c = 0; c < kinds; c++) {
      offsets[c] = known.offsets()[c + 1] - known.offsets()[0];
      for (int j = 0; j < points; j++) {
        weights[j * kinds + c] = known.weights()[c + 1][j] - known.weights()[0][j];
      }
    }
    constant(graph, "background-mean", known.mean(), points);
    constant(graph, "background-weights", weights, points, kinds);
    constant(graph, "background-offsets", offsets, kinds);
    constant(graph, "largest-log-odds", new double[] {Math.log(Background.MOST)});
    node(graph, "Sub", "background-centred", input, PREFIX + "background-mean");
    node(graph, "MatMul", "weighed", PREFIX + "background-centred", PREFIX + "background-weights");
    node(graph, "Add", "log-odds", PREFIX + "weighed", PREFIX + "background-offsets");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("ReduceMax")
            .addInput(PREFIX + "log-odds")
            .addAttribute(OnnxGraph.attribute("axes", new long[] {1}))
            .addAttribute(OnnxGraph.attribute("keepdims", 0L))
            .addOutput(PREFIX + "likeliest"));
    node(graph, "Min", "bounded", PREFIX + "likeliest", PREFIX + "largest-log-odds");
    node(graph, "Exp", "odds", PREFIX + "bounded");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Max")
            .addAllInput(List.of(PREFIX + "distance", PREFIX + "odds"))
            .addOutput(OUTPUT));
  }

  private static boolean isDomain(String name) {
    return name.startsWith(PREFIX) || name.equals(OUTPUT);
  }

  private static ModelProto parse(byte[] onnx) {
    try {
      return ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException("the graph cannot be read: " + e.getMessage(), e);
    }
  }

  private static void node(GraphProto.Builder graph, String operator, String out, String... in) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(List.of(in))
            .addOutput(PREFIX + out));
  }

  /** Sum of squares of each row: Mul, then ReduceSum over the last axis. */
  private static void sumOfSquares(GraphProto.Builder graph, String out, String in) {
    node(graph, "Mul", out + "-squares", in, in);
    String axis = PREFIX + out + "-axis";
    graph.addInitializer(OnnxGraph.tensor(1L).setName(axis));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("ReduceSum")
            .addInput(PREFIX + out + "-squares")
            .addInput(axis)
            .addAttribute(OnnxGraph.attribute("keepdims", 0L))
            .addOutput(PREFIX + out));
  }

  private static void constant(
      GraphProto.Builder graph, String name, double[] values, int... shape) {
    graph.addInitializer(OnnxGraph.tensor(values, shape).setName(PREFIX + name));
  }
}
