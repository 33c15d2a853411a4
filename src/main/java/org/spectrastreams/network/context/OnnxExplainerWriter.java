package org.spectrastreams.network.context;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * Writes a trained explainer and encoder as the one graph that {@link
 * org.spectrastreams.model.engine.ExplainerEngine} runs.
 */
public final class OnnxExplainerWriter {
  private OnnxExplainerWriter() {}

  /**
   * The ONNX file of an explainer; the same arguments give the same bytes.
   *
   * @param weights the trained arrays by their names, row-major
   * @throws IllegalArgumentException if an array is missing or of the wrong length
   */
  public static byte[] write(
      AmortisedNetwork amortised, ContextEncoder encoder, Map<String, float[]> weights) {
    if (amortised.points() != encoder.points() || amortised.classes() != encoder.classes()) {
      throw new IllegalArgumentException(
          "explainer of "
              + amortised.points()
              + " points and "
              + amortised.classes()
              + " classes with an encoder of "
              + encoder.points()
              + " and "
              + encoder.classes());
    }
    OnnxGraph graph = new OnnxGraph("explainer");
    Ops ops = new Ops(graph, weights);
    GraphContract contract = GraphContract.ofExplainer(amortised.points(), encoder.latent());
    String spectra = graph.input(contract.input(Meaning.SPECTRA).name(), amortised.points());
    String classes = graph.input(contract.input(Meaning.CHOSEN_CLASS).name(), DataType.INT32);
    String chosen =
        graph.node(
            "OneHot",
            List.of(
                graph.node("Cast", List.of(classes), attribute("to", DataType.INT64.getNumber())),
                graph.ints(amortised.classes()),
                graph.floats(new float[] {0, 1}, 2)),
            attribute("axis", -1));
    String explained = amortised.weights(ops, amortised.coefficients(ops, spectra), chosen);
    String place = encoder.place(ops, encoder.input(ops, spectra, explained));
    graph.output(
        contract.output(Meaning.LIME_WEIGHTS).name(),
        DataType.FLOAT,
        explained,
        amortised.points());
    graph.output(contract.output(Meaning.LATENT).name(), DataType.FLOAT, place, encoder.latent());
    return graph.toBytes();
  }

  /** Operations as nodes of a graph. */
  private record Ops(OnnxGraph graph, Map<String, float[]> weights, Map<String, String> written)
      implements NetworkOps<String> {
    Ops(OnnxGraph graph, Map<String, float[]> weights) {
      this(graph, weights, new LinkedHashMap<>());
    }

    @Override
    public String weight(String name, int... shape) {
      return written.computeIfAbsent(
          name,
          key -> {
            float[] values = weights.get(key);
            if (values == null) {
              throw new IllegalArgumentException("no trained array '" + key + "'");
            }
            return graph.floats(values, shape);
          });
    }

    @Override
    public String constant(float[] values, int... shape) {
      return graph.floats(values, shape);
    }

    @Override
    public String matmul(String left, String right) {
      return graph.node("MatMul", left, right);
    }

    @Override
    public String add(String left, String right) {
      return graph.node("Add", left, right);
    }

    @Override
    public String subtract(String left, String right) {
      return graph.node("Sub", left, right);
    }

    @Override
    public String multiply(String left, String right) {
      return graph.node("Mul", left, right);
    }

    @Override
    public String divide(String left, String right) {
      return graph.node("Div", left, right);
    }

    @Override
    public String tanh(String value) {
      return graph.node("Tanh", value);
    }

    @Override
    public String relu(String value) {
      return graph.node("Relu", value);
    }

    @Override
    public String sqrt(String value) {
      return graph.node("Sqrt", value);
    }

    @Override
    public String softmax(String value) {
      return graph.node("Softmax", List.of(value), attribute("axis", -1));
    }

    @Override
    public String mean(String value) {
      return reduced("ReduceMean", value);
    }

    @Override
    public String least(String value) {
      return reduced("ReduceMin", value);
    }

    @Override
    public String most(String value) {
      return reduced("ReduceMax", value);
    }

    private String reduced(String operator, String value) {
      return graph.node(
          operator, List.of(value), attribute("axes", new long[] {-1}), attribute("keepdims", 1));
    }

    @Override
    public String atLeast(String value, double limit) {
      return graph.node("Max", value, graph.scalar(limit));
    }

    @Override
    public String reshape(String value, int... shape) {
      return graph.reshape(value, shape);
    }

    @Override
    public String transpose(String value, int... order) {
      return graph.node(
          "Transpose",
          List.of(value),
          attribute("perm", IntStream.of(order).asLongStream().toArray()));
    }

    @Override
    public String concat(int axis, String first, String second) {
      return graph.node("Concat", List.of(first, second), attribute("axis", axis));
    }

    @Override
    public String slice(String value, int axis, int from, int to) {
      return graph.node("Slice", value, graph.ints(from), graph.ints(to), graph.ints(axis));
    }
  }
}
