package org.spectrastreams.network.foreign;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.engine.OnnxPart;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto.Dimension;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/**
 * A graph from elsewhere that is accepted: one input of spectra, one output of class values, known
 * operators, all weights inside.
 *
 * @param model the graph, cut down to what the output needs
 * @param input the name of the spectra
 * @param layout how a batch of spectra lies
 * @param points of a spectrum
 * @param output the name of the class values
 * @param columns the numbers that it gives for a spectrum
 */
public record ForeignModel(
    ModelProto model, String input, Layout layout, int points, String output, int columns) {
  /** The largest file that is read, bytes. */
  public static final int MOST_BYTES = 256 << 20;

  private static final int MOST_NODES = 20_000;

  /** How a batch of spectra lies. */
  public enum Layout {
    /** [N, points]. */
    ROWS,
    /** [N, 1, points], as PyTorch's convolutions read it. */
    CHANNEL_FIRST,
    /** [N, points, 1], as Keras' convolutions read it. */
    CHANNEL_LAST
  }

  /**
   * Reads and checks a graph.
   *
   * @param points of the model's axis
   * @param wanted the output with the class values; empty where the graph has one alone that can be
   * @throws IllegalArgumentException naming the first thing that is not accepted, and what to do
   */
  public static ForeignModel read(byte[] onnx, int points, Optional<String> wanted) {
    ModelProto whole;
    try {
      whole = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX file: " + e.getMessage(), e);
    }
    OnnxGraphCheck.checkForeign(whole);
    if (whole.getGraph().getNodeCount() > MOST_NODES) {
      throw new IllegalArgumentException(
          whole.getGraph().getNodeCount() + " nodes; expected at most " + MOST_NODES);
    }
    refuseMaps(whole.getGraph());
    ValueInfoProto output = output(whole.getGraph(), wanted);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(OnnxPart.of(onnx, List.of(output.getName())));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a graph that was read before", e);
    }
    ForeignOperators.requireKnown(model.getGraph());
    ValueInfoProto input = input(model.getGraph());
    List<Integer> shape = shape(input);
    Layout layout = layout(input.getName(), shape, points);
    List<Integer> given = shape(output);
    return new ForeignModel(
        model,
        input.getName(),
        layout,
        points,
        output.getName(),
        given.size() == 1 ? 1 : given.get(given.size() - 1));
  }

  /** What scikit-learn's converter does unless told otherwise. */
  private static void refuseMaps(GraphProto graph) {
    boolean maps =
        graph.getNodeList().stream().map(NodeProto::getOpType).anyMatch("ZipMap"::equals)
            || graph.getOutputList().stream().anyMatch(output -> !output.getType().hasTensorType());
    if (maps) {
      throw new IllegalArgumentException(
          "the probabilities come as a list of maps (ZipMap); expected an array: convert the model"
              + " again with options={id(model): {'zipmap': False}}");
    }
  }

  private static ValueInfoProto output(GraphProto graph, Optional<String> wanted) {
    List<ValueInfoProto> numbers = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      boolean floats = output.getType().getTensorType().getElemType() == DataType.FLOAT.getNumber();
      if (wanted.isPresent() ? output.getName().equals(wanted.get()) : floats) {
        numbers.add(output);
      }
    }
    Set<String> names =
        graph.getOutputList().stream()
            .map(ForeignModel::described)
            .collect(Collectors.toCollection(TreeSet::new));
    if (numbers.size() != 1) {
      throw new IllegalArgumentException(
          (wanted.isPresent() ? "output '" + wanted.get() + "'" : "the class values")
              + " among the outputs "
              + names
              + "; expected one of float32: name it in the manifest, outputs: {name: …}");
    }
    ValueInfoProto chosen = numbers.get(0);
    List<Integer> shape = shape(chosen);
    boolean fits =
        chosen.getType().getTensorType().getElemType() == DataType.FLOAT.getNumber()
            && (shape.size() == 1 || shape.size() == 2)
            && (shape.size() == 1 || shape.get(1) > 0);
    if (!fits) {
      throw new IllegalArgumentException(
          "output "
              + described(chosen)
              + "; expected float32 [N, classes], the number of classes fixed");
    }
    return chosen;
  }

  private static ValueInfoProto input(GraphProto graph) {
    Set<String> constants =
        graph.getInitializerList().stream()
            .map(tensor -> tensor.getName())
            .collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.contains(input.getName()))
            .toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "inputs "
              + inputs.stream().map(ForeignModel::described).toList()
              + "; expected one, the spectra");
    }
    ValueInfoProto input = inputs.get(0);
    if (input.getType().getTensorType().getElemType() != DataType.FLOAT.getNumber()) {
      throw new IllegalArgumentException(
          "input " + described(input) + "; expected float32: export the model for float32 numbers");
    }
    return input;
  }

  private static Layout layout(String name, List<Integer> shape, int points) {
    if (!shape.isEmpty() && shape.get(0) > 0) {
      throw new IllegalArgumentException(
          "input '"
              + name
              + "' of shape "
              + shape
              + " reads batches of "
              + shape.get(0)
              + " alone; expected any number of spectra: export with"
              + " dynamic_axes={'"
              + name
              + "': {0: 'N'}, …}, or from scikit-learn with FloatTensorType([None, "
              + points
              + "])");
    }
    List<Integer> rest = shape.subList(Math.min(1, shape.size()), shape.size());
    if (rest.equals(List.of(points))) {
      return Layout.ROWS;
    }
    if (rest.equals(List.of(1, points)) && points > 1) {
      return Layout.CHANNEL_FIRST;
    }
    if (rest.equals(List.of(points, 1)) && points > 1) {
      return Layout.CHANNEL_LAST;
    }
    throw new IllegalArgumentException(
        "input '"
            + name
            + "' of shape "
            + written(shape)
            + "; the manifest's axis has "
            + points
            + " points, expected [N, "
            + points
            + "], [N, 1, "
            + points
            + "] or [N, "
            + points
            + ", 1], all lengths but N fixed");
  }

  /** The dimensions; −1 for a free one. */
  private static List<Integer> shape(ValueInfoProto value) {
    List<Integer> shape = new ArrayList<>();
    for (Dimension dimension : value.getType().getTensorType().getShape().getDimList()) {
      shape.add(
          dimension.hasDimValue() && dimension.getDimValue() > 0
              ? (int) Math.min(Integer.MAX_VALUE, dimension.getDimValue())
              : -1);
    }
    return shape;
  }

  private static String written(List<Integer> shape) {
    return shape.stream()
        .map(length -> length < 0 ? "?" : String.valueOf(length))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String described(ValueInfoProto value) {
    DataType type = DataType.forNumber(value.getType().getTensorType().getElemType());
    return value.getName() + " " + type + written(shape(value));
  }

  /** The operators that the class values need, each once. */
  public Set<String> operators() {
    return model.getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The shape of a batch of spectra in the graph's own layout. */
  public long[] batchShape(int count) {
    return switch (layout) {
      case ROWS -> new long[] {count, points};
      case CHANNEL_FIRST -> new long[] {count, 1, points};
      case CHANNEL_LAST -> new long[] {count, points, 1};
    };
  }
}
