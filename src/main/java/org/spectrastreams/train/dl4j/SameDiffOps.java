package org.spectrastreams.train.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * Networks as ND4J SameDiff graphs, which differentiates them. Weights are made when a network asks
 * for them first; their start values follow from the seed alone.
 */
public final class SameDiffOps implements NetworkOps<SDVariable> {
  /** The variable that {@link #factor} makes. */
  public static final String FACTORS = "factors";

  private static final double GAIN = 1.3;

  private final SameDiff graph = SameDiff.create();
  private final Map<String, float[]> given;
  private final Map<String, SDVariable> weights = new LinkedHashMap<>();
  private final List<String> trained = new ArrayList<>();
  private final Map<String, Integer> ranks = new LinkedHashMap<>();
  private final Random random;
  private String factored = "";
  private long[] factorShape = {};

  /**
   * Operations on a new graph.
   *
   * @param given weights that have a value and keep it, by their names
   */
  public SameDiffOps(Map<String, float[]> given, long seed) {
    this.given = given;
    this.random = new Random(seed);
  }

  /** The graph so far. */
  public SameDiff graph() {
    return graph;
  }

  /** The names of the weights that are to be trained. */
  public List<String> trained() {
    return trained;
  }

  /** A placeholder of float32, its first dimension the batch. */
  public SDVariable input(String name, int width) {
    return graph.placeHolder(name, DataType.FLOAT, -1, width);
  }

  /** A placeholder of float32 of any shape, its first dimension the batch. */
  public SDVariable input(String name, List<Integer> shape) {
    long[] whole = new long[shape.size() + 1];
    whole[0] = -1;
    for (int d = 0; d < shape.size(); d++) {
      whole[d + 1] = shape.get(d);
    }
    return ranked(graph.placeHolder(name, DataType.FLOAT, whole), whole.length);
  }

  /** Copies of all weights as they are now. */
  public Map<String, float[]> weights() {
    Map<String, float[]> values = new LinkedHashMap<>();
    weights.forEach(
        (name, variable) -> values.put(name, variable.getArr().dup('c').data().asFloat()));
    return values;
  }

  @Override
  public SDVariable weight(String name, int... shape) {
    return weights.computeIfAbsent(
        name,
        key -> {
          float[] value = given.get(key);
          if (value != null) {
            return graph.constant(key, array(value, shape));
          }
          trained.add(key);
          return graph.var(key, array(start(key, shape), shape));
        });
  }

  private float[] start(String name, int[] shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    float[] values = new float[size];
    if (name.endsWith(".scale")) {
      java.util.Arrays.fill(values, 1);
    } else if (name.endsWith(".w") || name.endsWith(".classes")) {
      double spread = GAIN / Math.sqrt(shape[0]);
      for (int i = 0; i < size; i++) {
        values[i] = (float) (spread * random.nextGaussian());
      }
    }
    return values;
  }

  private static INDArray array(float[] values, int... shape) {
    long[] lengths = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      lengths[i] = shape[i];
    }
    return Nd4j.create(values, lengths, 'c');
  }

  @Override
  public SDVariable constant(float[] values, int... shape) {
    return graph.constant(array(values, shape));
  }

  @Override
  public SDVariable matmul(SDVariable left, SDVariable right) {
    return left.mmul(right);
  }

  @Override
  public SDVariable add(SDVariable left, SDVariable right) {
    return left.add(right);
  }

  @Override
  public SDVariable subtract(SDVariable left, SDVariable right) {
    return left.sub(right);
  }

  @Override
  public SDVariable multiply(SDVariable left, SDVariable right) {
    return left.mul(right);
  }

  @Override
  public SDVariable divide(SDVariable left, SDVariable right) {
    return left.div(right);
  }

  @Override
  public SDVariable tanh(SDVariable value) {
    return like(graph.math().tanh(value), value);
  }

  @Override
  public SDVariable relu(SDVariable value) {
    return like(graph.nn().relu(value, 0), value);
  }

  @Override
  public SDVariable sqrt(SDVariable value) {
    return graph.math().sqrt(value);
  }

  @Override
  public SDVariable softmax(SDVariable value) {
    return graph.nn().softmax(value, -1);
  }

  @Override
  public SDVariable mean(SDVariable value) {
    if (ranks.getOrDefault(value.name(), 2) > 2) {
      throw new IllegalArgumentException(
          "mean over the last of " + ranks.get(value.name()) + " dimensions; expected rows");
    }
    return value.mean(true, -1);
  }

  @Override
  public SDVariable least(SDVariable value) {
    return value.min(true, -1);
  }

  @Override
  public SDVariable most(SDVariable value) {
    return value.max(true, -1);
  }

  @Override
  public SDVariable atLeast(SDVariable value, double limit) {
    return graph.math().max(value, graph.constant(Nd4j.scalar(DataType.FLOAT, limit)));
  }

  @Override
  public SDVariable reshape(SDVariable value, int... shape) {
    return ranked(value.reshape(shape), shape.length);
  }

  @Override
  public SDVariable transpose(SDVariable value, int... order) {
    return value.permute(order);
  }

  @Override
  public SDVariable concat(int axis, SDVariable first, SDVariable second) {
    return like(graph.concat(axis, first, second), first);
  }

  @Override
  public SDVariable slice(SDVariable value, int axis, int from, int to) {
    org.nd4j.autodiff.samediff.SDIndex[] part = new org.nd4j.autodiff.samediff.SDIndex[axis + 1];
    for (int i = 0; i < axis; i++) {
      part[i] = org.nd4j.autodiff.samediff.SDIndex.all();
    }
    part[axis] = org.nd4j.autodiff.samediff.SDIndex.interval(from, to);
    return value.get(part);
  }

  @Override
  public SDVariable leakyRelu(SDVariable value, double slope) {
    return like(graph.nn().leakyRelu(value, slope), value);
  }

  @Override
  public SDVariable sigmoid(SDVariable value) {
    return like(graph.nn().sigmoid(value), value);
  }

  @Override
  public SDVariable convolution(
      String name, SDVariable value, int inputs, int outputs, Window window) {
    Window flat = window.flat();
    // The way back of M2.1 knows this order of the weights alone: rows, columns, inputs, outputs.
    SDVariable weights =
        weight(name + ".w", outputs, inputs, flat.size().get(0), flat.size().get(1))
            .permute(2, 3, 1, 0);
    SDVariable bias = weight(name + ".b", outputs);
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(flat.size().get(0))
            .kW(flat.size().get(1))
            .sH(flat.stride().get(0))
            .sW(flat.stride().get(1))
            .pH(flat.padding().get(0))
            .pW(flat.padding().get(1))
            .dataFormat("NCHW")
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    return unflat(graph.cnn().conv2d(flat(value, window), weights, bias, config), window);
  }

  private SDVariable flat(SDVariable value, Window window) {
    return window.dimensions() == 1 ? graph.expandDims(value, 2) : value;
  }

  private SDVariable unflat(SDVariable value, Window window) {
    return ranked(
        window.dimensions() == 1 ? graph.squeeze(value, 2) : value, window.dimensions() + 2);
  }

  private static Pooling2DConfig pooling(Window window) {
    Window flat = window.flat();
    return Pooling2DConfig.builder()
        .kH(flat.size().get(0))
        .kW(flat.size().get(1))
        .sH(flat.stride().get(0))
        .sW(flat.stride().get(1))
        .isNHWC(false)
        .build();
  }

  @Override
  public SDVariable maxPool(SDVariable value, Window window) {
    return unflat(graph.cnn().maxPooling2d(flat(value, window), pooling(window)), window);
  }

  @Override
  public SDVariable averagePool(SDVariable value, Window window) {
    return unflat(graph.cnn().avgPooling2d(flat(value, window), pooling(window)), window);
  }

  /** With the running statistics. */
  @Override
  public SDVariable batchNorm(String name, SDVariable value, int channels) {
    int[] shape = perChannel(value, channels);
    SDVariable scaled = standardise(name, value, channels).mul(weight(name + ".gamma", shape));
    return ranked(scaled.add(weight(name + ".beta", shape)), shape.length);
  }

  /** With the running statistics. */
  @Override
  public SDVariable standardise(String name, SDVariable value, int channels) {
    int[] shape = perChannel(value, channels);
    SDVariable deviation = graph.math().sqrt(weight(name + ".variance", shape).add(NORM_EPSILON));
    return ranked(value.sub(weight(name + ".mean", shape)).div(deviation), shape.length);
  }

  private int[] perChannel(SDVariable value, int channels) {
    int[] shape = new int[ranks.getOrDefault(value.name(), 2)];
    java.util.Arrays.fill(shape, 1);
    shape[1] = channels;
    return shape;
  }

  private SDVariable like(SDVariable value, SDVariable of) {
    return ranked(value, ranks.getOrDefault(of.name(), 2));
  }

  /** Notes the number of dimensions of a value whose normalisation may follow. */
  private SDVariable ranked(SDVariable value, int rank) {
    ranks.put(value.name(), rank);
    return value;
  }

  /** Over rows: the mean over the last of several dimensions is wrong in ND4J M2.1 for batches. */
  @Override
  public SDVariable globalAverage(SDVariable value, int channels, int places) {
    return reshape(mean(reshape(value, -1, places)), -1, channels);
  }

  /**
   * Puts a factor of 1 at every element of a marked value of a batch: the gradient of a sum over
   * the batch by {@link #FACTORS} is gradient × activation there.
   *
   * @param shape of the marked value, the batch's spectra first
   */
  public void factor(String mark, long... shape) {
    factored = mark;
    factorShape = shape.clone();
  }

  @Override
  public SDVariable mark(String name, SDVariable value) {
    return name.equals(factored)
        ? like(value.mul(graph.var(FACTORS, Nd4j.ones(DataType.FLOAT, factorShape))), value)
        : value;
  }
}
