package org.spectrastreams.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks through a network and notes which weights it has; computes nothing. */
public final class WeightShapes implements NetworkOps<Integer> {
  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  public Map<String, int[]> shapes() {
    return shapes;
  }

  @Override
  public Integer weight(String name, int... shape) {
    shapes.put(name, shape);
    return 0;
  }

  @Override
  public Integer constant(float[] values, int... shape) {
    return 0;
  }

  @Override
  public Integer matmul(Integer left, Integer right) {
    return 0;
  }

  @Override
  public Integer add(Integer left, Integer right) {
    return 0;
  }

  @Override
  public Integer subtract(Integer left, Integer right) {
    return 0;
  }

  @Override
  public Integer multiply(Integer left, Integer right) {
    return 0;
  }

  @Override
  public Integer divide(Integer left, Integer right) {
    return 0;
  }

  @Override
  public Integer relu(Integer value) {
    return 0;
  }

  @Override
  public Integer tanh(Integer value) {
    return 0;
  }

  @Override
  public Integer sqrt(Integer value) {
    return 0;
  }

  @Override
  public Integer softmax(Integer value) {
    return 0;
  }

  @Override
  public Integer mean(Integer value) {
    return 0;
  }

  @Override
  public Integer least(Integer value) {
    return 0;
  }

  @Override
  public Integer most(Integer value) {
    return 0;
  }

  @Override
  public Integer atLeast(Integer value, double limit) {
    return 0;
  }

  @Override
  public Integer reshape(Integer value, int... shape) {
    return 0;
  }

  @Override
  public Integer transpose(Integer value, int... order) {
    return 0;
  }

  @Override
  public Integer concat(int axis, Integer first, Integer second) {
    return 0;
  }

  @Override
  public Integer slice(Integer value, int axis, int from, int to) {
    return 0;
  }

  @Override
  public Integer leakyRelu(Integer value, double slope) {
    return 0;
  }

  @Override
  public Integer sigmoid(Integer value) {
    return 0;
  }

  @Override
  public Integer convolution(String name, Integer value, int inputs, int outputs, Window window) {
    int[] shape = new int[window.dimensions() + 2];
    shape[0] = outputs;
    shape[1] = inputs;
    for (int d = 0; d < window.dimensions(); d++) {
      shape[d + 2] = window.size().get(d);
    }
    weight(name + ".w", shape);
    return weight(name + ".b", outputs);
  }

  @Override
  public Integer maxPool(Integer value, Window window) {
    return 0;
  }

  @Override
  public Integer averagePool(Integer value, Window window) {
    return 0;
  }

  @Override
  public Integer batchNorm(String name, Integer value, int channels) {
    for (String part : List.of("gamma", "beta", "mean", "variance")) {
      weight(name + "." + part, channels);
    }
    return 0;
  }

  @Override
  public Integer standardise(String name, Integer value, int channels) {
    weight(name + ".mean", channels);
    return weight(name + ".variance", channels);
  }
}
