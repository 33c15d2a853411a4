package org.spectrastreams.train.label;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well labels are told (METHODS §4).
 *
 * @param perfection share of the spectra all of whose labels are right
 * @param spectrumF1 mean over the spectra of the F1 score of their labels; 1 where there is none
 *     and none was said
 * @param each the measures of each label
 */
public record LabelMeasures(double perfection, double spectrumF1, List<OfLabel> each) {
  /**
   * The measures of one label.
   *
   * @param name the label
   * @param carriers the spectra that carry it
   * @param auc area under the receiver operating characteristic, ties counted half; NaN where all
   *     spectra or none carry the label
   */
  public record OfLabel(
      String name,
      int carriers,
      double accuracy,
      double precision,
      double recall,
      double f1,
      double auc) {}

  /** Copies the list. */
  public LabelMeasures {
    each = List.copyOf(each);
  }

  /**
   * Measures scores against what is present.
   *
   * @param scores count × labels
   * @param present count × labels
   * @param thresholds a label is said from this score on
   */
  public static LabelMeasures of(
      List<String> names, float[] scores, boolean[] present, List<Float> thresholds) {
    int labels = names.size();
    int count = scores.length / labels;
    double perfect = 0;
    double f1 = 0;
    for (int row = 0; row < count; row++) {
      int both = 0;
      int either = 0;
      boolean right = true;
      for (int l = 0; l < labels; l++) {
        boolean is = present[row * labels + l];
        boolean said = scores[row * labels + l] >= thresholds.get(l);
        both += is && said ? 1 : 0;
        either += (is ? 1 : 0) + (said ? 1 : 0);
        right &= is == said;
      }
      perfect += right ? 1 : 0;
      f1 += either == 0 ? 1 : 2.0 * both / either;
    }
    return new LabelMeasures(
        perfect / count,
        f1 / count,
        IntStream.range(0, labels)
            .mapToObj(l -> ofLabel(names.get(l), l, scores, present, thresholds.get(l), labels))
            .toList());
  }

  private static OfLabel ofLabel(
      String name, int label, float[] scores, boolean[] present, float threshold, int labels) {
    int count = scores.length / labels;
    int both = 0;
    int carriers = 0;
    int said = 0;
    int right = 0;
    for (int row = 0; row < count; row++) {
      boolean is = present[row * labels + label];
      boolean says = scores[row * labels + label] >= threshold;
      both += is && says ? 1 : 0;
      carriers += is ? 1 : 0;
      said += says ? 1 : 0;
      right += is == says ? 1 : 0;
    }
    return new OfLabel(
        name,
        carriers,
        (double) right / count,
        said == 0 ? 0 : (double) both / said,
        carriers == 0 ? 0 : (double) both / carriers,
        carriers + said == 0 ? 0 : 2.0 * both / (carriers + said),
        auc(label, scores, present, labels, carriers));
  }

  private static double auc(
      int label, float[] scores, boolean[] present, int labels, int carriers) {
    int count = scores.length / labels;
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i * labels + label]));
    double ranks = 0;
    for (int from = 0; from < count; ) {
      int to = from;
      float score = scores[order[from] * labels + label];
      while (to < count && scores[order[to] * labels + label] == score) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks += present[order[i] * labels + label] ? (from + 1 + to) / 2.0 : 0;
      }
      from = to;
    }
    double pairs = (double) carriers * (count - carriers);
    return (ranks - carriers * (carriers + 1.0) / 2) / pairs;
  }
}
