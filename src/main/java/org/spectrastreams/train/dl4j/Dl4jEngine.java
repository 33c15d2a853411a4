package org.spectrastreams.train.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.MscnnArchitecture;
import org.spectrastreams.network.mscnn.MscnnWeights;
import org.spectrastreams.network.mscnn.MscnnWeights.BatchNorm;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;

/**
 * An MSCNN ensemble in DL4J, the reference that the exported graph is compared with. Slow: it
 * scores spectrum by spectrum and is not meant for streams.
 *
 * <p>Batch normalisations are folded into the layers before them, because DL4J differentiates a
 * normalisation only with the statistics of a batch. A layer of factors, all 1, stands after the
 * multi-scale layer: for one spectrum, the gradient of the class value by these factors is gradient
 * × activation of the multi-scale layer, which DL4J computes as it would to train them.
 */
public final class Dl4jEngine implements ScoringEngine {
  private static final String FACTORS = "factors";

  private final MscnnArchitecture architecture;
  private final List<ComputationGraph> members = new ArrayList<>();
  private final List<float[]> priors = new ArrayList<>();
  private final float[] voteFractions;
  private final float[] meanProbabilities;
  private final byte[] votes;

  /**
   * An engine of the given members.
   *
   * @throws IllegalArgumentException if the weights do not fit the architecture
   */
  public Dl4jEngine(MscnnArchitecture architecture, List<MscnnWeights> members) {
    this.architecture = architecture;
    for (MscnnWeights weights : members) {
      weights.requireFits(architecture);
      this.members.add(network(weights));
      priors.add(weights.prior());
    }
    voteFractions = new float[architecture.classes()];
    meanProbabilities = new float[architecture.classes()];
    votes = new byte[members.size()];
  }

  private ComputationGraph network(MscnnWeights weights) {
    int values = architecture.multiScaleLength();
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs("spectrum", "raw")
            .setInputTypes(
                InputType.convolutional(1, architecture.points(), 1),
                InputType.convolutional(1, architecture.points(), 1));
    String[] joined = new String[MscnnArchitecture.HEADS + 1];
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      joined[head] = "head" + head;
      builder.addLayer(
          joined[head],
          MscnnNetwork.convolution(
              MscnnArchitecture.HEAD_CHANNELS,
              architecture.headKernels().get(head),
              architecture.headStrides().get(head),
              new ActivationIdentity()),
          "spectrum");
    }
    joined[MscnnArchitecture.HEADS] = "raw-norm";
    builder.addLayer(
        "raw-norm", MscnnNetwork.convolution(1, 1, 1, new ActivationIdentity()), "raw");
    builder.addVertex("multi-scale", new MultiScaleVertex(), joined);
    builder.addLayer(
        FACTORS,
        new ElementWiseMultiplicationLayer.Builder()
            .nIn(values)
            .nOut(values)
            .activation(Activation.IDENTITY)
            .build(),
        "multi-scale");
    String last = FACTORS;
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      boolean lastLayer = layer == MscnnArchitecture.TRUNK_LAYERS - 1;
      boolean tanh = layer > 0 && !lastLayer;
      String name = "trunk" + layer;
      builder.addLayer(
          name,
          MscnnNetwork.convolution(
              architecture.trunkOutputs(layer),
              architecture.trunkKernel(layer),
              architecture.trunkStride(layer),
              tanh
                  ? Activation.TANH.getActivationFunction()
                  : lastLayer
                      ? new ActivationIdentity()
                      : new ActivationLReLU(MscnnArchitecture.LEAK)),
          last);
      if (layer == 0) {
        builder.inputPreProcessor(name, new FeedForwardToCnnPreProcessor(1, values, 1));
      }
      last = tanh ? addLeaky(builder, name) : name;
    }
    for (int layer = 0; layer < architecture.denseWidths().size(); layer++) {
      String name = "dense" + layer;
      builder.addLayer(
          name,
          new DenseLayer.Builder()
              .nOut(architecture.denseWidths().get(layer))
              .activation(Activation.TANH)
              .build(),
          last);
      last = addLeaky(builder, name);
    }
    MscnnNetwork.addOutput(builder, architecture, last);
    builder.addLayer(
        "class",
        new LossLayer.Builder(new LossWasserstein()).activation(Activation.IDENTITY).build(),
        "values");
    ComputationGraph graph = new ComputationGraph(builder.setOutputs("class").build());
    graph.init();
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      set(graph, "head" + head, weights.heads().get(head));
    }
    BatchNorm raw = weights.rawNorm();
    set(graph, "raw-norm", new Block(new Linear(1, 1, 1, new float[] {1}, new float[] {0}), raw));
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      set(graph, "trunk" + layer, weights.trunk().get(layer));
    }
    for (int layer = 0; layer < architecture.denseWidths().size(); layer++) {
      set(graph, "dense" + layer, weights.dense().get(layer));
    }
    graph.getLayer(FACTORS).getParam("W").assign(1);
    graph.getLayer(FACTORS).getParam("b").assign(0);
    List<Linear> parts = List.of(weights.a(), weights.b(), weights.c(), weights.x());
    set(
        graph,
        "abcx",
        Nd4j.concat(0, parts.stream().map(Dl4jEngine::matrix).toArray(INDArray[]::new)),
        Nd4j.concat(
            0,
            parts.stream()
                .map(part -> Nd4j.createFromArray(part.bias()))
                .toArray(INDArray[]::new)));
    return graph;
  }

  private static String addLeaky(GraphBuilder builder, String input) {
    String name = input + "-leaky";
    builder.addLayer(
        name,
        new org.deeplearning4j.nn.conf.layers.ActivationLayer.Builder()
            .activation(new ActivationLReLU(MscnnArchitecture.LEAK))
            .build(),
        input);
    return name;
  }

  /** Outputs × (inputs · kernel). */
  private static INDArray matrix(Linear linear) {
    return Nd4j.create(
        linear.weights(),
        new long[] {linear.outputs(), (long) linear.inputs() * linear.kernel()},
        'c');
  }

  /** Sets a layer to a linear layer with its normalisation folded in. */
  private static void set(ComputationGraph graph, String name, Block block) {
    Linear linear = block.linear();
    int row = linear.inputs() * linear.kernel();
    float[] weights = new float[linear.weights().length];
    float[] bias = new float[linear.outputs()];
    for (int output = 0; output < linear.outputs(); output++) {
      double scale = block.norm().scale(output);
      for (int i = 0; i < row; i++) {
        weights[output * row + i] = (float) (linear.weights()[output * row + i] * scale);
      }
      bias[output] = (float) (linear.bias()[output] * scale + block.norm().shift(output));
    }
    Linear folded = new Linear(linear.outputs(), linear.inputs(), linear.kernel(), weights, bias);
    set(graph, name, matrix(folded), Nd4j.createFromArray(bias));
  }

  private static void set(ComputationGraph graph, String name, INDArray matrix, INDArray bias) {
    INDArray weights = graph.getLayer(name).getParam("W");
    boolean convolution = weights.rank() == 4;
    weights.assign(convolution ? matrix.reshape('c', weights.shape()) : matrix.transpose());
    INDArray own = graph.getLayer(name).getParam("b");
    own.assign(bias.reshape(own.shape()));
  }

  @Override
  public EnsembleScores newScores() {
    return new EnsembleScores(members.size(), architecture.classes(), architecture.points());
  }

  @Override
  public void score(float[] prepared, int count, EnsembleScores scores) {
    int points = architecture.points();
    int classes = architecture.classes();
    scores.resize(count);
    for (int row = 0; row < count; row++) {
      float[] spectrum = Arrays.copyOfRange(prepared, row * points, (row + 1) * points);
      int at = row * members.size() * classes;
      INDArray[][] inputs = new INDArray[members.size()][];
      for (int member = 0; member < members.size(); member++) {
        inputs[member] = inputs(spectrum, priors.get(member));
        float[] values = members.get(member).outputSingle(inputs[member]).dup('c').data().asFloat();
        softmax(values, scores.memberProbabilities(), at + member * classes);
      }
      int predicted =
          EnsembleVote.count(
              scores.memberProbabilities(),
              at,
              members.size(),
              classes,
              votes,
              0,
              voteFractions,
              meanProbabilities,
              0);
      scores.predicted()[row] = predicted;
      double[] map = new double[points];
      for (int member = 0; member < members.size(); member++) {
        spread(gradientTimesActivation(members.get(member), inputs[member], predicted), map);
      }
      for (int i = 0; i < points; i++) {
        scores.activationMap()[row * points + i] = (float) (map[i] / members.size());
      }
    }
  }

  private INDArray[] inputs(float[] spectrum, float[] prior) {
    long[] shape = {1, 1, 1, spectrum.length};
    float[] raw = new float[spectrum.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = spectrum[i] * prior[i];
    }
    return new INDArray[] {Nd4j.create(spectrum, shape, 'c'), Nd4j.create(raw, shape, 'c')};
  }

  private static void softmax(float[] values, float[] into, int offset) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      highest = Math.max(highest, value);
    }
    double sum = 0;
    for (float value : values) {
      sum += Math.exp(value - highest);
    }
    for (int c = 0; c < values.length; c++) {
      into[offset + c] = (float) (Math.exp(values[c] - highest) / sum);
    }
  }

  /** At every element of the multi-scale layer, for the value of one class. */
  private float[] gradientTimesActivation(
      ComputationGraph graph, INDArray[] inputs, int predicted) {
    // The loss is the mean over the classes of label × value.
    float[] label = new float[architecture.classes()];
    label[predicted] = architecture.classes();
    graph.setInputs(inputs);
    graph.setLabels(Nd4j.create(label, new long[] {1, label.length}, 'c'));
    graph.computeGradientAndScore();
    return graph.gradient().getGradientFor(FACTORS + "_W").dup('c').data().asFloat();
  }

  /** Adds each element to the wavenumbers of its receptive field, evenly. */
  private void spread(float[] layer, double[] map) {
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      int kernel = architecture.headKernels().get(head);
      int stride = architecture.headStrides().get(head);
      for (int channel = 0; channel < MscnnArchitecture.HEAD_CHANNELS; channel++) {
        int from = channel * architecture.channelLength() + architecture.headOffset(head);
        for (int i = 0; i < architecture.headLength(head); i++) {
          for (int k = 0; k < kernel; k++) {
            map[i * stride + k] += (double) layer[from + i] / kernel;
          }
        }
      }
    }
    int raw = MscnnArchitecture.HEAD_CHANNELS * architecture.channelLength();
    for (int i = 0; i < map.length; i++) {
      map[i] += layer[raw + i];
    }
  }

  @Override
  public void close() {
    for (ComputationGraph member : members) {
      member.close();
    }
  }
}
