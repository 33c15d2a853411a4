package org.spectrastreams.train.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The binary cross-entropy of labels with the reweighting of Rieger 2023: a present label weighs 1
 * / p, an absent one 1 / (1 − p), p the label's share in the training data. Written for values
 * before a sigmoid, where the gradient is weight × (sigmoid − y).
 */
final class BalancedCrossEntropy implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** What keeps the logarithm of nothing finite. */
  private static final double LEAST = 1e-7;

  private final transient INDArray present;
  private final transient INDArray absent;

  /**
   * A loss.
   *
   * @param shares of the labels in the training data, above 0 and below 1
   */
  BalancedCrossEntropy(double[] shares) {
    double[] with = new double[shares.length];
    double[] without = new double[shares.length];
    for (int l = 0; l < shares.length; l++) {
      with[l] = 1 / shares[l];
      without[l] = 1 / (1 - shares[l]);
    }
    present = row(with);
    absent = row(without);
  }

  private static INDArray row(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return Nd4j.create(narrow, new long[] {1, narrow.length}, 'c');
  }

  private INDArray weights(INDArray labels) {
    return labels.mulRowVector(present).addi(labels.rsub(1).muliRowVector(absent));
  }

  /** The loss of some spectra together, from the probabilities of their labels. */
  double ofProbabilities(INDArray labels, INDArray probabilities) {
    INDArray with = Transforms.log(probabilities.add(LEAST), false).muli(labels);
    INDArray without = Transforms.log(probabilities.rsub(1 + LEAST), false).muli(labels.rsub(1));
    return -with.addi(without).muli(weights(labels)).sumNumber().doubleValue();
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray values, IActivation sigmoid, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, values, sigmoid, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  /** −y ln σ(v) − (1 − y) ln(1 − σ(v)) = max(v, 0) − v y + ln(1 + exp(−|v|)). */
  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray values, IActivation sigmoid, INDArray mask) {
    INDArray tail = Transforms.log(Transforms.exp(Transforms.abs(values).negi()).addi(1), false);
    INDArray each = Transforms.relu(values, true).subi(values.mul(labels)).addi(tail);
    return each.muli(weights(labels)).sum(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray values, IActivation sigmoid, INDArray mask) {
    return Transforms.sigmoid(values, true).subi(labels).muli(weights(labels));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray values, IActivation sigmoid, INDArray mask, boolean average) {
    return Pair.of(
        computeScore(labels, values, sigmoid, mask, average),
        computeGradient(labels, values, sigmoid, mask));
  }

  @Override
  public String name() {
    return "balanced binary cross-entropy";
  }
}
