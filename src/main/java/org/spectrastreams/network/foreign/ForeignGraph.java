package org.spectrastreams.network.foreign;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Element;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * A graph from elsewhere as it came, between a node that lays the spectra as it reads them and
 * nodes that turn its class values into the probabilities of one member. It has no way back: no
 * activation map and no gradients.
 */
public final class ForeignGraph {
  private static final String PREFIX = "given.";
  private static final String OWN = "own.";

  private final ForeignModel given;
  private final int classes;
  private final Outputs outputs;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("ensemble");

  private ForeignGraph(ForeignModel given, int classes, Outputs outputs) {
    this.given = given;
    this.classes = classes;
    this.outputs = outputs;
  }

  /** What such a graph reads and gives. */
  public static GraphContract contract(int points, int classes) {
    return new GraphContract(
        List.of(GraphContract.floats("spectra", Meaning.SPECTRA, points)),
        List.of(
            GraphContract.floats("member_probabilities", Meaning.MEMBER_PROBABILITIES, 1, classes),
            new Port("predicted", Element.INT32, List.of(), Meaning.PREDICTED_CLASS)));
  }

  /** The ONNX file. */
  public static byte[] write(ForeignModel given, int classes, Outputs outputs) {
    return new ForeignGraph(given, classes, outputs).write();
  }

  /** What a manifest says of it. */
  public static NetworkFacts facts(ForeignModel given, int classes) {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", given.points());
    architecture.put("classes", classes);
    architecture.put("operators", List.copyOf(given.operators()));
    return new NetworkFacts(
        ForeignNetwork.KIND,
        "a model that was trained elsewhere and came as ONNX, served as it came",
        architecture,
        new ModelManifest.Explanation(
            "none", "none", "none", "the graph has no way back, so there is no activation map"));
  }

  private byte[] write() {
    graph.addInput(OnnxGraph.value("spectra", DataType.FLOAT, given.points()));
    for (TensorProto constant : given.model().getGraph().getInitializerList()) {
      graph.addInitializer(constant.toBuilder().setName(PREFIX + constant.getName()));
    }
    long[] laid = given.batchShape(1);
    laid[0] = -1;
    node("Reshape", PREFIX + given.input(), List.of("spectra", ints("laid", laid)));
    for (NodeProto node : given.model().getGraph().getNodeList()) {
      NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput().clearName();
      node.getInputList().forEach(name -> renamed.addInput(name.isEmpty() ? "" : PREFIX + name));
      node.getOutputList().forEach(name -> renamed.addOutput(name.isEmpty() ? "" : PREFIX + name));
      graph.addNode(renamed);
    }
    String values = PREFIX + given.output();
    String each = OWN + "each";
    if (outputs.single()) {
      single(values, each);
    } else {
      node("Reshape", each, List.of(values, ints("each-shape", -1, classes)));
    }
    String chances = OWN + "chances";
    if (outputs.probabilities()) {
      node("Identity", chances, List.of(each));
    } else {
      node("Softmax", chances, List.of(each), attribute("axis", -1));
    }
    node("Reshape", "member_probabilities", List.of(chances, ints("members", -1, 1, classes)));
    node("ArgMax", OWN + "best", List.of(chances), attribute("axis", 1), attribute("keepdims", 0));
    node("Cast", "predicted", List.of(OWN + "best"), attribute("to", DataType.INT32.getNumber()));
    graph.addOutput(OnnxGraph.value("member_probabilities", DataType.FLOAT, 1, classes));
    graph.addOutput(OnnxGraph.value("predicted", DataType.INT32));
    return given.model().toBuilder().setGraph(graph).build().toByteArray();
  }

  /** One number for two classes: p and 1 − p, or z/2 and −z/2, whose softmax they are. */
  private void single(String values, String each) {
    String column = OWN + "column";
    node("Reshape", column, List.of(values, ints("column-shape", -1, 1)));
    float sign = outputs.of() == 0 ? 1 : -1;
    float slope = outputs.probabilities() ? sign : sign / 2;
    float offset = outputs.probabilities() ? 1 : 0;
    node("MatMul", OWN + "both", List.of(column, floats("slopes", slope, -slope)));
    node(
        "Add",
        each,
        List.of(
            OWN + "both", sign > 0 ? floats("offsets", 0, offset) : floats("offsets", offset, 0)));
  }

  private void node(String operator, String out, List<String> in, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(in)
            .addOutput(out)
            .addAllAttribute(List.of(attributes)));
  }

  private String ints(String name, long... values) {
    return constant(name, OnnxGraph.tensor(values));
  }

  /** A matrix of one row. */
  private String floats(String name, float... values) {
    return constant(name, OnnxGraph.tensor(values, 1, values.length));
  }

  private String constant(String name, TensorProto.Builder tensor) {
    graph.addInitializer(tensor.setName(OWN + name));
    return OWN + name;
  }

  /** A twin that knows nothing: the numbers of every matrix and of every list in another order. */
  public static ForeignModel shuffled(ForeignModel given, long seed) {
    Random random = new Random(seed);
    GraphProto whole = given.model().getGraph();
    GraphProto.Builder twin = whole.toBuilder().clearNode().clearInitializer();
    for (TensorProto constant : whole.getInitializerList()) {
      boolean matrix =
          constant.getDimsCount() > 1 && constant.getDataType() == DataType.FLOAT.getNumber();
      twin.addInitializer(matrix ? shuffled(constant, random) : constant);
    }
    for (NodeProto node : whole.getNodeList()) {
      NodeProto.Builder changed = node.toBuilder().clearAttribute();
      for (AttributeProto attribute : node.getAttributeList()) {
        ArrayList<Float> numbers = new ArrayList<>(attribute.getFloatsList());
        Collections.shuffle(numbers, random);
        changed.addAttribute(attribute.toBuilder().clearFloats().addAllFloats(numbers));
      }
      twin.addNode(changed);
    }
    ModelProto model = given.model().toBuilder().setGraph(twin).build();
    return new ForeignModel(
        model, given.input(), given.layout(), given.points(), given.output(), given.columns());
  }

  private static TensorProto shuffled(TensorProto constant, Random random) {
    float[] values = ForeignTensor.of(constant).floats();
    Shuffle.of(values, random);
    return constant.toBuilder()
        .clearFloatData()
        .setRawData(OnnxGraph.tensor(values, values.length).getRawData())
        .build();
  }
}
