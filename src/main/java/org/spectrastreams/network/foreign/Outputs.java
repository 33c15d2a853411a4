package org.spectrastreams.network.foreign;

/**
 * What the numbers of a graph's output mean.
 *
 * @param probabilities whether they are probabilities; otherwise values before a softmax, or before
 *     a sigmoid where there is one number for two classes
 * @param of the class that a single number speaks for; −1 where there is a number for each class
 */
public record Outputs(boolean probabilities, int of) {
  /** A number for each class. */
  public static Outputs ofEach(boolean probabilities) {
    return new Outputs(probabilities, -1);
  }

  /** Whether there is one number for two classes. */
  public boolean single() {
    return of >= 0;
  }
}
