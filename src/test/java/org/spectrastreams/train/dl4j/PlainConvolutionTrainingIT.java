package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.spectrastreams.network.Window;

/** The trainer's convolutions against DL4J's own: the same values and gradients. */
class PlainConvolutionTrainingIT {
  private static final int ROWS = 13;
  private static final int COLUMNS = 18;
  private static final int CLASSES = 3;

  /** Sums of float32 in another order; relative to the largest number of an array. */
  private static final double TOLERANCE = 1e-5;

  private static ComputationGraph graph(Window first, boolean plain) {
    Window second = Window.square(3, 1, 1);
    List<Integer> planes = List.of(1, ROWS, COLUMNS);
    List<Integer> maps = List.of(4, first.places(0, ROWS), first.places(1, COLUMNS));
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .weightInit(WeightInit.XAVIER)
                .biasInit(0.3)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(Dl4jNetwork.INPUT)
                .setInputTypes(InputType.convolutional(ROWS, COLUMNS, 1))
                .addLayer(
                    "one",
                    plain
                        ? new PlainConvolution.Builder(
                                Dl4jValue.input(Dl4jNetwork.INPUT, planes, planes), first, 4)
                            .build()
                        : dl4j(first, 4),
                    Dl4jNetwork.INPUT)
                .addLayer(
                    "two",
                    plain
                        ? new PlainConvolution.Builder(Dl4jValue.held("one", maps, maps), second, 5)
                            .build()
                        : dl4j(second, 5),
                    "one")
                .addLayer("largest", new SubsamplingLayer.Builder(2, 2).stride(2, 2).build(), "two")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build(),
                    "largest")
                .addLayer(
                    "class",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "dense")
                .setOutputs("class")
                .build());
    graph.init();
    return graph;
  }

  private static FeedForwardLayer dl4j(Window window, int channels) {
    return new ConvolutionLayer.Builder(
            pair(window.size()), pair(window.stride()), pair(window.padding()))
        .nOut(channels)
        .activation(new ActivationIdentity())
        .build();
  }

  private static int[] pair(List<Integer> numbers) {
    return new int[] {numbers.get(0), numbers.get(1)};
  }

  private static INDArray planes(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, new long[] {count, 1, ROWS, COLUMNS}, 'c');
  }

  private static INDArray classes(int count) {
    INDArray labels = Nd4j.zeros(count, CLASSES);
    for (int row = 0; row < count; row++) {
      labels.putScalar(row, row % CLASSES, 1);
    }
    return labels;
  }

  private static void shouldAgree(INDArray found, INDArray expected, String what) {
    double largest = expected.amaxNumber().doubleValue();
    assertThat(largest).as("largest of " + what).isPositive();
    assertThat(found.sub(expected).amaxNumber().doubleValue() / largest)
        .as(what)
        .isCloseTo(0, within(TOLERANCE));
  }

  /** A first window that moves point by point, and ones that do not. */
  @ParameterizedTest
  @ValueSource(strings = {"3,1,0", "4,1,0", "3,2,0", "3,1,1"})
  void shouldGiveTheValuesAndGradientsOfTheConvolutionItStandsFor(String window) {
    String[] parts = window.split(",");
    Window first =
        Window.square(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    ComputationGraph plain = graph(first, true);
    ComputationGraph usual = graph(first, false);
    OneDnnLayers.install(plain);
    usual.setParams(plain.params());

    // Batches of unequal sizes: what is kept from one to the next must not be taken for the other.
    for (int count : new int[] {6, 4, 6}) {
      INDArray input = planes(count, count);
      shouldAgree(plain.outputSingle(input), usual.outputSingle(input), "values");
      for (ComputationGraph graph : List.of(plain, usual)) {
        graph.setInputs(input);
        graph.setLabels(classes(count));
        graph.computeGradientAndScore();
      }
      usual
          .gradient()
          .gradientForVariable()
          .forEach((name, of) -> shouldAgree(plain.gradient().getGradientFor(name), of, name));
      assertThat(plain.score()).isCloseTo(usual.score(), within(1e-5));
    }
  }

  @Test
  void shouldTakeAMatrixProductForPlanesThatAreTheInputOnly() {
    ComputationGraph graph = graph(Window.square(3, 1, 0), true);

    Layer first = graph.getLayer("one");
    Layer second = graph.getLayer("two");

    assertThat(first).isInstanceOf(PlaneConvolutionLayer.class);
    assertThat(second).isExactlyInstanceOf(PlainConvolutionLayer.class);
    assertThat(graph(Window.square(3, 2, 0), true).getLayer("one"))
        .isExactlyInstanceOf(PlainConvolutionLayer.class);
  }
}
