package org.spectrastreams.train.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.spectrastreams.network.Network;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.train.recipe.TrainingSettings;

/** A network in training: the DL4J graph of what it says of itself, with a softmax and a loss. */
final class Dl4jNetwork {
  /** The vertex that holds what the network reads. */
  static final String INPUT = "spectrum";

  private final ComputationGraph graph;
  private final Map<String, Dl4jOps.Held> held;
  private final List<Integer> input;

  /**
   * A network with fresh weights.
   *
   * @param loss between what is true and the class values behind their softmax or sigmoid
   * @param halveEvery the number of iterations after which the learning rate is halved
   */
  Dl4jNetwork(
      Network network, TrainingSettings settings, ILossFunction loss, int halveEvery, long seed) {
    List<Integer> shape = network.inputShape();
    boolean plane = shape.size() == 2;
    input = plane ? List.of(1, shape.get(0), shape.get(1)) : List.of(1, 1, shape.get(0));
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
            .addInputs(INPUT)
            .setInputTypes(InputType.convolutional(input.get(1), input.get(2), 1));
    Dl4jOps ops = new Dl4jOps(builder, 1 - settings.dropout());
    Dl4jValue values = network.values(ops, Dl4jValue.input(INPUT, input, shape));
    if (!values.held().equals(List.of(network.classes()))) {
      throw new IllegalArgumentException(
          "the network gives " + values.held() + "; expected one value for each class");
    }
    boolean labels = network.outcome() == OutcomeKind.LABELS;
    builder.addLayer(
        "class",
        new LossLayer.Builder(loss)
            .activation(labels ? Activation.SIGMOID : Activation.SOFTMAX)
            .build(),
        values.vertex());
    builder.setOutputs("class");
    graph = new ComputationGraph(builder.build());
    graph.init();
    OneDnnLayers.install(graph);
    held = ops.held();
  }

  /** The DL4J graph; its output is [batch, classes]. */
  ComputationGraph graph() {
    return graph;
  }

  /** Prepared spectra, row-major, as the graph's input. */
  INDArray batch(float[] spectra) {
    long points = input.stream().reduce(1, Math::multiplyExact);
    long[] shape = {spectra.length / points, 1, input.get(1), input.get(2)};
    return Nd4j.create(spectra, shape, 'c');
  }

  /** The number of trained parameters, without the running statistics of the normalisations. */
  long trainableParameters() {
    long statistics = 0;
    for (Layer layer : graph.getLayers()) {
      if (layer.paramTable() != null && layer.paramTable().containsKey("mean")) {
        statistics += 2 * layer.getParam("mean").length();
      }
    }
    return graph.numParams() - statistics;
  }

  /**
   * A copy of the trained arrays as they are now, by their names in the network.
   *
   * @throws IllegalStateException if one is not finite
   */
  Map<String, float[]> weights() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    held.forEach((name, one) -> put(arrays, name, one));
    arrays.forEach(
        (name, values) -> {
          for (float value : values) {
            if (!Float.isFinite(value)) {
              throw new IllegalStateException(
                  name + " holds " + value + "; expected finite weights: training has diverged");
            }
          }
        });
    return arrays;
  }

  private void put(Map<String, float[]> arrays, String name, Dl4jOps.Held one) {
    switch (one.kind()) {
      case FIXED -> {
        float[] values = new float[one.size()];
        Arrays.fill(values, (float) one.number());
        arrays.put(name, values);
      }
      case CONVOLUTION, DENSE -> {
        arrays.put(name + ".w", values(name, "W"));
        arrays.put(name + ".b", values(name, "b"));
      }
      case LINEAR -> arrays.put(name + ".w", values(name, "W"));
      case NORM, STANDARD -> {
        if (one.kind() == Dl4jOps.Kind.NORM) {
          arrays.put(name + ".gamma", values(name, "gamma"));
          arrays.put(name + ".beta", values(name, "beta"));
        }
        arrays.put(name + ".mean", values(name, "mean"));
        arrays.put(name + ".variance", values(name, "var"));
      }
    }
  }

  private float[] values(String layer, String parameter) {
    return graph.getLayer(layer).getParam(parameter).dup('c').data().asFloat();
  }
}
