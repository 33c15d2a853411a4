package org.spectrastreams.model;

import static org.spectrastreams.model.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.spectrastreams.model.MscnnWeights.BatchNorm;
import org.spectrastreams.model.MscnnWeights.Block;
import org.spectrastreams.model.MscnnWeights.Linear;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;

/** Writes all members of an ensemble, their vote and its activation map as one ONNX graph. */
public final class OnnxEnsembleWriter {
  /** The input: prepared spectra, float32 [N, points]. */
  public static final String SPECTRA = "spectra";

  /** Output: softmax of every member, float32 [N, members, classes]. */
  public static final String MEMBER_PROBABILITIES = "member_probabilities";

  /** Output: the ensemble's class, int32 [N], as {@link EnsembleVote} counts. */
  public static final String PREDICTED = "predicted";

  /** Output: activation of the predicted class, float32 [N, points]. */
  public static final String ACTIVATION_MAP = "activation_map";

  private final MscnnArchitecture shape;
  private final List<MscnnWeights> weights;
  private final int members;
  private final OnnxGraph graph = new OnnxGraph("emscnn");

  private OnnxEnsembleWriter(MscnnArchitecture shape, List<MscnnWeights> weights) {
    weights.forEach(member -> member.requireFits(shape));
    this.shape = shape;
    this.weights = List.copyOf(weights);
    this.members = weights.size();
  }

  /**
   * The ONNX file of an ensemble; the same members give the same bytes.
   *
   * @throws IllegalArgumentException if there is no member or one does not fit the architecture
   */
  public static byte[] write(MscnnArchitecture architecture, List<MscnnWeights> members) {
    if (members.isEmpty() || members.size() > ModelManifest.MAX_MEMBERS) {
      throw new IllegalArgumentException(
          members.size() + " members; expected 1 to " + ModelManifest.MAX_MEMBERS);
    }
    return new OnnxEnsembleWriter(architecture, members).write();
  }

  private byte[] write() {
    String spectra = graph.input(SPECTRA, shape.points());
    String input = graph.node("Unsqueeze", List.of(spectra, graph.ints(1)));
    // [N, M, L]
    String[] headValues = new String[MscnnArchitecture.HEADS];
    for (int head = 0; head < headValues.length; head++) {
      int h = head;
      String value =
          convolution(input, member -> member.heads().get(h), shape.headStrides().get(head), 1);
      headValues[head] =
          reshape(value, 0, members, MscnnArchitecture.HEAD_CHANNELS, shape.headLength(head));
    }
    int flat = MscnnArchitecture.HEAD_CHANNELS * shape.channelLength();
    String heads =
        reshape(graph.node("Concat", List.of(headValues), attribute("axis", 3)), 0, members, flat);
    String raw =
        graph.node(
            "Add",
            graph.node("Mul", input, graph.floats(rawFactors(), members, shape.points())),
            graph.floats(rawShifts(), members, 1));
    String multiScale = graph.node("Concat", List.of(heads, raw), attribute("axis", 2));

    String[] trunk = new String[MscnnArchitecture.TRUNK_LAYERS];
    String[] active = new String[MscnnArchitecture.TRUNK_LAYERS];
    String values = multiScale;
    for (int layer = 0; layer < trunk.length; layer++) {
      int l = layer;
      trunk[layer] =
          convolution(values, member -> member.trunk().get(l), shape.trunkStride(layer), members);
      active[layer] = layer == 1 || layer == 2 ? graph.node("Tanh", trunk[layer]) : trunk[layer];
      values = layer == 3 ? trunk[layer] : leaky(active[layer]);
    }
    values = reshape(values, 0, members * shape.flattened(), 1);
    String[] dense = new String[2];
    for (int layer = 0; layer < dense.length; layer++) {
      int l = layer;
      dense[layer] =
          graph.node("Tanh", convolution(values, member -> member.dense().get(l), 1, members));
      values = leaky(dense[layer]);
    }
    int classes = shape.classes();
    String a = plain(values, MscnnWeights::a);
    String b = plain(values, MscnnWeights::b);
    String c = plain(values, MscnnWeights::c);
    String x = plain(values, MscnnWeights::x);
    String one = graph.scalar(1);
    String distance = graph.node("Sub", x, b);
    String sigmoid = graph.node("Sigmoid", graph.node("Mul", a, distance));
    String room = graph.node("Sub", one, c);
    String outputs = graph.node("Add", c, graph.node("Mul", room, sigmoid));
    String probabilities = graph.node("Softmax", List.of(outputs), attribute("axis", -1));
    graph.output(MEMBER_PROBABILITIES, DataType.FLOAT, probabilities, members, classes);

    String predicted = vote(probabilities);
    graph.output(
        PREDICTED,
        DataType.INT32,
        graph.node("Cast", List.of(predicted), attribute("to", DataType.INT32.getNumber())));

    // Gradient of the chosen output with respect to a, b, c, x.
    String chosen =
        graph.node(
            "Unsqueeze",
            graph.node(
                "OneHot",
                List.of(predicted, graph.ints(classes), graph.floats(new float[] {0, 1}, 2)),
                attribute("axis", -1)),
            graph.ints(1));
    String rest = graph.node("Sub", one, sigmoid);
    String slope =
        graph.node("Mul", graph.node("Mul", room, graph.node("Mul", sigmoid, rest)), chosen);
    String byA = graph.node("Mul", slope, distance);
    String byX = graph.node("Mul", slope, a);
    String byC = graph.node("Mul", rest, chosen);
    String gradient =
        graph.node(
            "Add",
            graph.node(
                "Add", back(byA, MscnnWeights::a), back(graph.node("Neg", byX), MscnnWeights::b)),
            graph.node("Add", back(byC, MscnnWeights::c), back(byX, MscnnWeights::x)));
    for (int layer = dense.length - 1; layer >= 0; layer--) {
      int l = layer;
      gradient = graph.node("Mul", gradient, slopeOfTanh(dense[layer]));
      gradient = transposed(gradient, member -> member.dense().get(l), 1, 0);
    }
    gradient = reshape(gradient, 0, members * shape.trunkOutputs(3), shape.trunkLength(3));
    for (int layer = trunk.length - 1; layer >= 0; layer--) {
      int l = layer;
      if (layer == 1 || layer == 2) {
        gradient = graph.node("Mul", gradient, slopeOfTanh(active[layer]));
      } else if (layer == 0) {
        gradient = graph.node("Mul", gradient, slopeOfLeaky(active[layer]));
      }
      int length = layer == 0 ? shape.multiScaleLength() : shape.trunkLength(layer - 1);
      int stride = shape.trunkStride(layer);
      int covered = (shape.trunkLength(layer) - 1) * stride + shape.trunkKernel(layer);
      gradient = transposed(gradient, member -> member.trunk().get(l), stride, length - covered);
    }
    String shares =
        graph.node(
            "ReduceMean",
            List.of(graph.node("Mul", gradient, multiScale)),
            attribute("axes", new long[] {1}),
            attribute("keepdims", 0));
    List<String> parts =
        graph.nodes(
            "Split", 2, List.of(shares, graph.ints(flat, shape.points())), attribute("axis", 1));
    String channels =
        graph.node(
            "ReduceSum",
            List.of(
                reshape(parts.get(0), 0, MscnnArchitecture.HEAD_CHANNELS, shape.channelLength()),
                graph.ints(1)),
            attribute("keepdims", 0));
    String spread =
        graph.node(
            "MatMul", channels, graph.floats(spreading(), shape.channelLength(), shape.points()));
    graph.output(
        ACTIVATION_MAP, DataType.FLOAT, graph.node("Add", spread, parts.get(1)), shape.points());
    return graph.toBytes();
  }

  /** Votes first, then mean probabilities, then the lowest index; [N] int64. */
  private String vote(String probabilities) {
    String best =
        graph.node(
            "ArgMax", List.of(probabilities), attribute("axis", 2), attribute("keepdims", 0));
    String ballots =
        graph.node(
            "OneHot",
            List.of(best, graph.ints(shape.classes()), graph.floats(new float[] {0, 1}, 2)),
            attribute("axis", -1));
    String votes =
        graph.node("ReduceSum", List.of(ballots, graph.ints(1)), attribute("keepdims", 0));
    // Summed one member after the other, as EnsembleVote does, so that both round alike.
    List<String> columns =
        graph.nodes("Split", members, List.of(probabilities), attribute("axis", 1));
    String sum = columns.get(0);
    for (int member = 1; member < members; member++) {
      sum = graph.node("Add", sum, columns.get(member));
    }
    sum = reshape(sum, 0, shape.classes());
    String most =
        graph.node(
            "ReduceMax",
            List.of(votes),
            attribute("axes", new long[] {1}),
            attribute("keepdims", 1));
    String mean = graph.node("Div", sum, graph.scalar(members));
    String contenders =
        graph.node("Where", graph.node("Equal", votes, most), mean, graph.scalar(-1));
    return graph.node(
        "ArgMax", List.of(contenders), attribute("axis", 1), attribute("keepdims", 0));
  }

  private String reshape(String value, int... to) {
    return graph.node("Reshape", value, graph.ints(Arrays.stream(to).asLongStream().toArray()));
  }

  private String leaky(String value) {
    return graph.node("LeakyRelu", List.of(value), attribute("alpha", MscnnArchitecture.LEAK));
  }

  private String slopeOfLeaky(String value) {
    return graph.node(
        "Where",
        graph.node("Greater", value, graph.scalar(0)),
        graph.scalar(1),
        graph.scalar(MscnnArchitecture.LEAK));
  }

  private String slopeOfTanh(String tanh) {
    return graph.node(
        "Mul",
        slopeOfLeaky(tanh),
        graph.node("Sub", graph.scalar(1), graph.node("Mul", tanh, tanh)));
  }

  /** Weights of a layer with its batch normalisation, all members one after the other. */
  private double[] folded(Function<MscnnWeights, Block> layer) {
    return weights.stream()
        .map(layer)
        .flatMapToDouble(
            block -> {
              Linear linear = block.linear();
              int each = linear.inputs() * linear.kernel();
              return IntStream.range(0, linear.weights().length)
                  .mapToDouble(i -> linear.weights()[i] * block.norm().scale(i / each));
            })
        .toArray();
  }

  private double[] foldedBias(Function<MscnnWeights, Block> layer) {
    return weights.stream()
        .map(layer)
        .flatMapToDouble(
            block -> {
              BatchNorm norm = block.norm();
              return IntStream.range(0, norm.channels())
                  .mapToDouble(i -> block.linear().bias()[i] * norm.scale(i) + norm.shift(i));
            })
        .toArray();
  }

  private String convolution(
      String input, Function<MscnnWeights, Block> layer, int stride, int groups) {
    Linear first = layer.apply(weights.get(0)).linear();
    int outputs = members * first.outputs();
    return graph.node(
        "Conv",
        List.of(
            input,
            graph.floats(folded(layer), outputs, first.inputs(), first.kernel()),
            graph.floats(foldedBias(layer), outputs)),
        attribute("group", groups),
        attribute("strides", new long[] {stride}));
  }

  private String transposed(
      String gradient, Function<MscnnWeights, Block> layer, int stride, int missing) {
    Linear first = layer.apply(weights.get(0)).linear();
    return graph.node(
        "ConvTranspose",
        List.of(
            gradient,
            graph.floats(folded(layer), members * first.outputs(), first.inputs(), first.kernel())),
        attribute("group", members),
        attribute("strides", new long[] {stride}),
        attribute("output_padding", new long[] {missing}));
  }

  /** A linear layer of 16 inputs a member, [N, M, classes]. */
  private String plain(String input, Function<MscnnWeights, Linear> layer) {
    Linear first = layer.apply(weights.get(0));
    String value =
        graph.node(
            "Conv",
            List.of(
                input,
                graph.floats(joined(layer), members * first.outputs(), first.inputs(), 1),
                graph.floats(biases(layer), members * first.outputs())),
            attribute("group", members));
    return reshape(value, 0, members, shape.classes());
  }

  private String back(String gradient, Function<MscnnWeights, Linear> layer) {
    Linear first = layer.apply(weights.get(0));
    return graph.node(
        "ConvTranspose",
        List.of(
            reshape(gradient, 0, members * shape.classes(), 1),
            graph.floats(joined(layer), members * first.outputs(), first.inputs(), 1)),
        attribute("group", members));
  }

  private float[] joined(Function<MscnnWeights, Linear> layer) {
    return join(weights.stream().map(layer).map(Linear::weights).toList());
  }

  private float[] biases(Function<MscnnWeights, Linear> layer) {
    return join(weights.stream().map(layer).map(Linear::bias).toList());
  }

  private static float[] join(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private double[] rawFactors() {
    return weights.stream()
        .flatMapToDouble(
            member ->
                IntStream.range(0, shape.points())
                    .mapToDouble(i -> member.prior()[i] * member.rawNorm().scale(0)))
        .toArray();
  }

  private double[] rawShifts() {
    return weights.stream().mapToDouble(member -> member.rawNorm().shift(0)).toArray();
  }

  /** For every element of one channel of the heads, its share in each wavenumber. */
  private double[] spreading() {
    double[] shares = new double[shape.channelLength() * shape.points()];
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      int kernel = shape.headKernels().get(head);
      for (int i = 0; i < shape.headLength(head); i++) {
        int from =
            (shape.headOffset(head) + i) * shape.points() + i * shape.headStrides().get(head);
        Arrays.fill(shares, from, from + kernel, 1.0 / kernel);
      }
    }
    return shares;
  }
}
