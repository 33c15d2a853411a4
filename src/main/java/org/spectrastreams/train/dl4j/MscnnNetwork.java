package org.spectrastreams.train.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.spectrastreams.network.mscnn.MscnnArchitecture;
import org.spectrastreams.network.mscnn.MscnnWeights;
import org.spectrastreams.network.mscnn.MscnnWeights.BatchNorm;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * The MSCNN of Hartigan 2025 as a DL4J graph: one-dimensional convolutions are two-dimensional ones
 * over maps of height 1, [batch, channels, 1, length].
 *
 * <p>The four output layers a, b, c, x are one dense layer of 4 × classes outputs. The fixed prior
 * of the raw branch is all ones, which the graph leaves out.
 */
final class MscnnNetwork {
  private static final double BATCH_NORM_DECAY = 0.9;

  private final MscnnArchitecture architecture;
  private final ComputationGraph graph;

  /**
   * A network with fresh weights.
   *
   * @param lossWeights the weight of each class in the loss, [1, classes]
   * @param halveEvery the number of iterations after which the learning rate is halved
   */
  MscnnNetwork(
      MscnnArchitecture architecture,
      TrainingSettings settings,
      INDArray lossWeights,
      int halveEvery,
      long seed) {
    this.architecture = architecture;
    double retain = 1 - settings.dropout();
    Adam adam =
        new Adam(
            new StepSchedule(ScheduleType.ITERATION, settings.learningRate(), 0.5, halveEvery));
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.UNIFORM)
            .updater(adam)
            .weightDecay(settings.weightDecay(), true)
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs("spectrum")
            .setInputTypes(InputType.convolutional(1, architecture.points(), 1));
    String[] joined = new String[MscnnArchitecture.HEADS + 1];
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      String name = "head" + head;
      addConvolution(
          builder,
          name,
          "spectrum",
          MscnnArchitecture.HEAD_CHANNELS,
          architecture.headKernels().get(head),
          architecture.headStrides().get(head));
      joined[head] = name + "-norm";
    }
    builder.addLayer("raw-norm", batchNorm(), "spectrum");
    joined[MscnnArchitecture.HEADS] = "raw-norm";
    builder.addVertex("multi-scale", new MultiScaleVertex(), joined);
    String last = "multi-scale";
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      String name = "trunk" + layer;
      addConvolution(
          builder,
          name,
          last,
          architecture.trunkOutputs(layer),
          architecture.trunkKernel(layer),
          architecture.trunkStride(layer));
      last = name + "-norm";
      if (layer < MscnnArchitecture.TRUNK_LAYERS - 1) {
        last = addActivation(builder, name, last, retain, layer > 0);
      }
    }
    for (int layer = 0; layer < architecture.denseWidths().size(); layer++) {
      String name = "dense" + layer;
      DenseLayer.Builder dense =
          new DenseLayer.Builder()
              .nOut(architecture.denseWidths().get(layer))
              .activation(Activation.IDENTITY);
      if (layer == 0) {
        dense.dropOut(retain);
      }
      builder.addLayer(name, dense.build(), last);
      builder.addLayer(name + "-norm", batchNorm(), name);
      last = addActivation(builder, name, name + "-norm", retain, true);
    }
    addOutput(builder, architecture, last);
    builder.addLayer(
        "class",
        new LossLayer.Builder(new LossMCXENT(lossWeights)).activation(Activation.SOFTMAX).build(),
        "values");
    builder.setOutputs("class");
    graph = new ComputationGraph(builder.build());
    graph.init();
    OneDnnLayers.install(graph);
  }

  private static void addConvolution(
      GraphBuilder builder, String name, String input, int outputs, int kernel, int stride) {
    builder.addLayer(name, convolution(outputs, kernel, stride, new ActivationIdentity()), input);
    builder.addLayer(name + "-norm", batchNorm(), name);
  }

  /** A convolution along the axis of [batch, channels, 1, length], without padding. */
  static ConvolutionLayer convolution(int outputs, int kernel, int stride, IActivation activation) {
    return new ConvolutionLayer.Builder(new int[] {1, kernel}, new int[] {1, stride})
        .nOut(outputs)
        .activation(activation)
        .build();
  }

  /** The layer "abcx" and, from it, the vertex "values": one value a class. */
  static void addOutput(GraphBuilder builder, MscnnArchitecture architecture, String input) {
    builder.addLayer(
        "abcx",
        new DenseLayer.Builder()
            .nOut(4 * architecture.classes())
            .activation(Activation.IDENTITY)
            .build(),
        input);
    builder.addVertex("values", new OutputCurveVertex(), "abcx");
  }

  private static BatchNormalization batchNorm() {
    return new BatchNormalization.Builder()
        .eps(MscnnArchitecture.BATCH_NORM_EPSILON)
        .decay(BATCH_NORM_DECAY)
        .useLogStd(false)
        .build();
  }

  /** Dropout, tanh where asked for, leaky ReLU; returns the name of the last layer. */
  private static String addActivation(
      GraphBuilder builder, String name, String input, double retain, boolean tanh) {
    String last = input;
    if (tanh) {
      builder.addLayer(
          name + "-tanh",
          new ActivationLayer.Builder().activation(Activation.TANH).dropOut(retain).build(),
          last);
      last = name + "-tanh";
    }
    ActivationLayer.Builder leaky =
        new ActivationLayer.Builder().activation(new ActivationLReLU(MscnnArchitecture.LEAK));
    if (!tanh) {
      leaky.dropOut(retain);
    }
    builder.addLayer(name + "-leaky", leaky.build(), last);
    return name + "-leaky";
  }

  /** The DL4J graph; its input is [batch, 1, 1, points], its output [batch, classes]. */
  ComputationGraph graph() {
    return graph;
  }

  /** The number of trained parameters, without the running statistics of the normalisations. */
  long trainableParameters() {
    long statistics = 0;
    for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
      if (layer.paramTable() != null && layer.paramTable().containsKey("mean")) {
        statistics += 2 * layer.getParam("mean").length();
      }
    }
    return graph.numParams() - statistics;
  }

  /** A copy of the weights as they are now. */
  MscnnWeights weights() {
    List<Block> heads = new ArrayList<>();
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      heads.add(convolution("head" + head));
    }
    List<Block> trunk = new ArrayList<>();
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      trunk.add(convolution("trunk" + layer));
    }
    List<Block> dense = new ArrayList<>();
    for (int layer = 0; layer < architecture.denseWidths().size(); layer++) {
      dense.add(new Block(dense("dense" + layer), norm("dense" + layer + "-norm")));
    }
    float[] prior = new float[architecture.points()];
    java.util.Arrays.fill(prior, 1);
    Linear curve = dense("abcx");
    return new MscnnWeights(
        heads,
        prior,
        norm("raw-norm"),
        trunk,
        dense,
        quarter(curve, 0),
        quarter(curve, 1),
        quarter(curve, 2),
        quarter(curve, 3));
  }

  private Block convolution(String name) {
    INDArray weights = graph.getLayer(name).getParam("W");
    return new Block(
        new Linear(
            (int) weights.size(0),
            (int) weights.size(1),
            (int) weights.size(3),
            values(weights),
            values(graph.getLayer(name).getParam("b"))),
        norm(name + "-norm"));
  }

  private Linear dense(String name) {
    INDArray weights = graph.getLayer(name).getParam("W").transpose();
    return new Linear(
        (int) weights.size(0),
        (int) weights.size(1),
        1,
        values(weights),
        values(graph.getLayer(name).getParam("b")));
  }

  private BatchNorm norm(String name) {
    org.deeplearning4j.nn.api.Layer layer = graph.getLayer(name);
    return new BatchNorm(
        values(layer.getParam("gamma")),
        values(layer.getParam("beta")),
        values(layer.getParam("mean")),
        values(layer.getParam("var")));
  }

  /** The rows of one of a, b, c, x. */
  private static Linear quarter(Linear all, int part) {
    int outputs = all.outputs() / 4;
    int from = part * outputs;
    return new Linear(
        outputs,
        all.inputs(),
        1,
        java.util.Arrays.copyOfRange(
            all.weights(), from * all.inputs(), (from + outputs) * all.inputs()),
        java.util.Arrays.copyOfRange(all.bias(), from, from + outputs));
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
