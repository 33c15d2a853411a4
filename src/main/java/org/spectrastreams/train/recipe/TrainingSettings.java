package org.spectrastreams.train.recipe;

/**
 * How one network is trained. The optimiser is AdamW: Adam with decoupled weight decay (on weights,
 * not on biases and normalisations), its rate halved at regular intervals.
 *
 * @param epochs the number of passes over the training data, 1 or more
 * @param batch the number of spectra of a step, 2 or more
 * @param learningRate the rate of the first epochs
 * @param halveEvery the number of epochs after which the rate is halved
 * @param dropout the probability that an activation is dropped, 0 ≤ p &lt; 1
 * @param weightDecay the decay of the weights a step, as a multiple of the rate
 * @param labelSmoothing how much of each label is spread evenly over the classes, 0 ≤ s &lt; 1
 */
public record TrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    int halveEvery,
    double dropout,
    double weightDecay,
    double labelSmoothing) {
  /** Checks the ranges. */
  public TrainingSettings {
    require(epochs >= 1, "epochs", epochs, "1 or more");
    require(batch >= 2, "batch", batch, "2 or more");
    require(learningRate > 0, "learningRate", learningRate, "more than 0");
    require(halveEvery >= 1, "halveEvery", halveEvery, "1 or more");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more and less than 1");
    require(weightDecay >= 0, "weightDecay", weightDecay, "0 or more");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing",
        labelSmoothing,
        "0 or more and less than 1");
  }

  private static void require(boolean holds, String name, Number value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "training setting " + name + " is " + value + "; expected " + expected);
    }
  }
}
