package org.spectrastreams.train.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For each label the score from which it is said to be present: where the F1 score on the
 * precision–recall curve of the training data is highest (Rieger 2023), not 0.5.
 */
public final class LabelThresholds {
  private LabelThresholds() {}

  /**
   * The thresholds of all labels. Of equally good ones, the highest. They lie halfway to the next
   * lower score, so that rounding decides nothing.
   *
   * @param scores count × labels
   * @param present count × labels
   */
  public static List<Float> of(float[] scores, boolean[] present, int labels) {
    List<Float> thresholds = new ArrayList<>();
    for (int l = 0; l < labels; l++) {
      thresholds.add(of(scores, present, labels, l));
    }
    return thresholds;
  }

  private static float of(float[] scores, boolean[] present, int labels, int label) {
    int count = scores.length / labels;
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i * labels + label]))
            .mapToInt(Integer::intValue)
            .toArray();
    long carriers = IntStream.range(0, count).filter(i -> present[i * labels + label]).count();
    double best = -1;
    float threshold = 0.5f;
    int right = 0;
    for (int taken = 1; taken <= count; taken++) {
      right += present[order[taken - 1] * labels + label] ? 1 : 0;
      float score = scores[order[taken - 1] * labels + label];
      float next = taken < count ? scores[order[taken] * labels + label] : 0;
      if (taken < count && next == score) {
        continue; // a threshold takes both or neither
      }
      double f1 = 2.0 * right / (taken + carriers);
      if (f1 > best) {
        best = f1;
        threshold = (score + next) / 2;
      }
    }
    return threshold;
  }
}
