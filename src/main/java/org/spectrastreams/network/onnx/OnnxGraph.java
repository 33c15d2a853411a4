package org.spectrastreams.network.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.AttributeProto.AttributeType;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.OperatorSetIdProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto;
import org.spectrastreams.model.onnx.Onnx.TypeProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/**
 * Builds an ONNX graph node by node. Values are known by their names, which the builder makes up
 * but for inputs and outputs.
 */
public final class OnnxGraph {
  /** The operator set that graphs are written in. */
  public static final int OPSET = 17;

  /** The version of the file format that goes with the operator set. */
  public static final int IR_VERSION = 8;

  /** The name of the batch dimension, which is free. */
  public static final String BATCH = "N";

  /** A constant from this size on stands once in a graph, however often it is asked for. */
  static final int SHARED_BYTES = 4 << 20;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<TensorProto, String> shared = new HashMap<>();
  private int values;

  public OnnxGraph(String name) {
    graph.setName(name);
  }

  /** Declares an input of float32, its first dimension free. */
  public String input(String name, int... rest) {
    return input(name, DataType.FLOAT, rest);
  }

  /** Declares an input of any type, its first dimension free. */
  public String input(String name, DataType type, int... rest) {
    graph.addInput(value(name, type, rest));
    return name;
  }

  /** Declares an output, its first dimension free, and gives it the value of {@code source}. */
  public void output(String name, DataType type, String source, int... rest) {
    graph.addOutput(value(name, type, rest));
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(source).addOutput(name).build());
  }

  /** An input or output of so many spectra, each of the given shape. */
  public static ValueInfoProto value(String name, DataType type, int... rest) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    for (int dimension : rest) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** A float32 constant of the given shape, row-major. */
  public String floats(float[] content, int... shape) {
    return constant(tensor(content, shape));
  }

  /** One float32 value without dimensions. */
  public String scalar(double value) {
    return floats(new float[] {(float) value});
  }

  /** A float32 constant rounded from double. */
  public String floats(double[] content, int... shape) {
    return constant(tensor(content, shape));
  }

  /** A list of int64, as shapes and axes are. */
  public String ints(long... content) {
    return constant(tensor(content));
  }

  /** Numbers without a name, of the given shape, row-major, as float32. */
  public static TensorProto.Builder tensor(float[] content, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(content.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(content);
    return tensor(DataType.FLOAT, raw, content.length, shape);
  }

  /** The same, rounded to float32. */
  public static TensorProto.Builder tensor(double[] content, int... shape) {
    float[] rounded = new float[content.length];
    for (int i = 0; i < content.length; i++) {
      rounded[i] = (float) content[i];
    }
    return tensor(rounded, shape);
  }

  /** A list of int64 without a name, as shapes and axes are. */
  public static TensorProto.Builder tensor(long... content) {
    ByteBuffer raw = ByteBuffer.allocate(content.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(content);
    return tensor(DataType.INT64, raw, content.length, content.length);
  }

  private static TensorProto.Builder tensor(
      DataType type, ByteBuffer raw, int count, int... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder();
    long product = 1;
    for (int dimension : shape) {
      tensor.addDims(dimension);
      product *= dimension;
    }
    if (product != count) {
      throw new IllegalArgumentException(
          count + " values in a tensor of " + Arrays.toString(shape) + "; expected " + product);
    }
    return tensor.setDataType(type.getNumber()).setRawData(ByteString.copyFrom(raw));
  }

  private String constant(TensorProto.Builder tensor) {
    return tensor.getRawData().size() < SHARED_BYTES
        ? add(tensor)
        : shared.computeIfAbsent(tensor.build(), nameless -> add(nameless.toBuilder()));
  }

  private String add(TensorProto.Builder tensor) {
    String name = "w" + values++;
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  /** Adds a node of one output and returns its name. */
  public String node(String operator, List<String> inputs, AttributeProto... attributes) {
    return nodes(operator, 1, inputs, attributes).get(0);
  }

  /** Adds a node of one output without attributes and returns its name. */
  public String node(String operator, String... inputs) {
    return node(operator, List.of(inputs));
  }

  /** Adds a node of several outputs and returns their names. */
  public List<String> nodes(
      String operator, int outputs, List<String> inputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addAllInput(inputs);
    for (int i = 0; i < outputs; i++) {
      node.addOutput("v" + values++);
    }
    node.addAllAttribute(List.of(attributes));
    graph.addNode(node);
    return List.copyOf(node.getOutputList());
  }

  /** Reshapes a value; 0 keeps a dimension, −1 takes what is left. */
  public String reshape(String value, int... shape) {
    return node("Reshape", value, ints(Arrays.stream(shape).asLongStream().toArray()));
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  public static AttributeProto attribute(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  public static AttributeProto attribute(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** A text attribute. */
  public static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /**
   * The bytes of the file, the same for the same graph. Nodes that no output hangs on are left out;
   * the others stand each right after what it needs, so that members are computed one after the
   * other and what one computes stays in the processor's caches.
   */
  public byte[] toBytes() {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(name -> makers.put(name, node));
    }
    Set<NodeProto> ordered = new LinkedHashSet<>();
    Set<String> used = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      order(makers.get(output.getName()), makers, ordered, used);
    }
    GraphProto.Builder kept = graph.clone().clearNode().clearInitializer();
    ordered.forEach(kept::addNode);
    graph.getInitializerList().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(kept::addInitializer);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("spectra-streams")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(kept)
        .build()
        .toByteArray();
  }

  /** Adds a node after all that it needs; without recursion, since graphs are deep. */
  private static void order(
      NodeProto last, Map<String, NodeProto> makers, Set<NodeProto> ordered, Set<String> used) {
    Deque<NodeProto> open = new ArrayDeque<>(List.of(last));
    while (!open.isEmpty()) {
      NodeProto node = open.peek();
      List<NodeProto> missing =
          node.getInputList().stream()
              .map(makers::get)
              .filter(maker -> maker != null && !ordered.contains(maker))
              .toList();
      if (missing.isEmpty()) {
        ordered.add(open.pop());
        used.addAll(node.getInputList());
      } else {
        open.push(missing.get(0));
      }
    }
  }
}
