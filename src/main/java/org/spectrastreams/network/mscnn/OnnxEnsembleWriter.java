package org.spectrastreams.network.mscnn;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.onnx.OnnxGraph;

/**
 * Writes all members of an ensemble, their vote and its activation map as one ONNX graph of
 * standard operators. The graph computes what {@link MscnnReference} computes, rearranged for speed
 * (see {@link FoldedMember} and {@link TrunkNodes}).
 */
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
  private final List<FoldedMember> members;
  private final OnnxGraph graph = new OnnxGraph("emscnn");

  private OnnxEnsembleWriter(MscnnArchitecture shape, List<MscnnWeights> weights) {
    this.shape = shape;
    this.members = weights.stream().map(member -> new FoldedMember(shape, member)).toList();
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
    List<String> layers = multiScale(spectra);
    List<TrunkNodes> trunks = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    for (int member = 0; member < members.size(); member++) {
      TrunkNodes trunk = new TrunkNodes(graph, shape, members.get(member));
      trunks.add(trunk);
      sums.add(trunk.forward(layers.get(member)));
    }
    OutputNodes outputs = new OutputNodes(graph, shape, members);
    String probabilities = outputs.probabilities(graph.node("Concat", sums, attribute("axis", 1)));
    graph.output(
        MEMBER_PROBABILITIES, DataType.FLOAT, probabilities, members.size(), shape.classes());
    String predicted = outputs.vote(probabilities);
    graph.output(
        PREDICTED,
        DataType.INT32,
        graph.node("Cast", List.of(predicted), attribute("to", DataType.INT32.getNumber())));

    List<String> gradients =
        graph.nodes(
            "Split", members.size(), List.of(outputs.gradient(predicted)), attribute("axis", 1));
    List<String> shares = new ArrayList<>();
    for (int member = 0; member < members.size(); member++) {
      shares.add(trunks.get(member).backward(gradients.get(member)));
    }
    graph.output(ACTIVATION_MAP, DataType.FLOAT, spread(graph.node("Sum", shares)), shape.points());
    return graph.toBytes();
  }

  /** The multi-scale layer of every member, filled up; [N, 1, 1, length] each. */
  private List<String> multiScale(String spectra) {
    String input = graph.node("Unsqueeze", spectra, graph.ints(1));
    List<String> heads = new ArrayList<>();
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      heads.add(head(input, head));
    }
    int channels = members.size() * MscnnArchitecture.HEAD_CHANNELS;
    String joined =
        graph.reshape(
            graph.node("Concat", heads, attribute("axis", 2)),
            0,
            members.size(),
            channels / members.size() * shape.channelLength());
    int filling = TrunkNodes.multiScaleLength(shape) - shape.multiScaleLength();
    int filled = shape.points() + filling;
    String raw =
        graph.node(
            "Add",
            graph.node(
                "Mul",
                graph.node("Pad", input, graph.ints(0, 0, 0, 0, 0, filling)),
                graph.floats(rawFactors(filled), members.size(), filled)),
            graph.floats(rawShifts(), members.size(), 1));
    String layer =
        graph.reshape(
            graph.node("Concat", List.of(joined, raw), attribute("axis", 2)),
            0,
            members.size(),
            1,
            TrunkNodes.multiScaleLength(shape));
    return graph.nodes("Split", members.size(), List.of(layer), attribute("axis", 1));
  }

  private String head(String input, int head) {
    List<Block> blocks =
        members.stream().map(member -> member.weights().heads().get(head)).toList();
    int channels = members.size() * MscnnArchitecture.HEAD_CHANNELS;
    return graph.node(
        "Conv",
        List.of(
            input,
            graph.floats(
                FoldedMember.concatenate(blocks.stream().map(FoldedMember::kernel).toList()),
                channels,
                1,
                shape.headKernels().get(head)),
            graph.floats(
                FoldedMember.concatenate(blocks.stream().map(FoldedMember::bias).toList()),
                channels)),
        attribute("strides", new long[] {shape.headStrides().get(head)}));
  }

  /** From gradient × activation, [N, 1, 1, length], to one value a wavenumber, [N, points]. */
  private String spread(String shares) {
    int flat = MscnnArchitecture.HEAD_CHANNELS * shape.channelLength();
    int length = TrunkNodes.multiScaleLength(shape);
    List<String> parts =
        graph.nodes(
            "Split",
            3,
            List.of(
                graph.reshape(shares, 0, length),
                graph.ints(flat, shape.points(), length - shape.multiScaleLength())),
            attribute("axis", 1));
    String channels =
        graph.node(
            "ReduceSum",
            List.of(
                graph.reshape(
                    parts.get(0), 0, MscnnArchitecture.HEAD_CHANNELS, shape.channelLength()),
                graph.ints(1)),
            attribute("keepdims", 0));
    return graph.node(
        "Add",
        graph.node(
            "MatMul", channels, graph.floats(spreading(), shape.channelLength(), shape.points())),
        parts.get(1));
  }

  private double[] rawFactors(int filled) {
    double[] factors = new double[members.size() * filled];
    for (int member = 0; member < members.size(); member++) {
      MscnnWeights weights = members.get(member).weights();
      for (int i = 0; i < shape.points(); i++) {
        factors[member * filled + i] = weights.prior()[i] * weights.rawNorm().scale(0);
      }
    }
    return factors;
  }

  private double[] rawShifts() {
    return members.stream().mapToDouble(member -> member.weights().rawNorm().shift(0)).toArray();
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
