package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.train.data.ConfusionMatrix;

/** Turns confusion matrices into the figures that a manifest keeps and a model card shows. */
public final class Figures {
  private Figures() {}

  /**
   * Balanced accuracy, accuracy and macro F1, mean and standard deviation over folds.
   *
   * @param evaluation what was measured on
   * @param method what was measured
   * @param folds one matrix a fold; folds without a spectrum are left out
   */
  public static List<Figure> of(String evaluation, String method, List<ConfusionMatrix> folds) {
    List<Figure> figures = new ArrayList<>();
    add(figures, evaluation, method, "balanced accuracy", folds, m -> m.balancedAccuracy());
    add(figures, evaluation, method, "accuracy", folds, m -> m.accuracy());
    add(figures, evaluation, method, "macro F1", folds, m -> m.macroF1());
    return figures;
  }

  private static void add(
      List<Figure> figures,
      String evaluation,
      String method,
      String measure,
      List<ConfusionMatrix> folds,
      ToDoubleFunction<ConfusionMatrix> value) {
    double[] values = folds.stream().filter(m -> m.total() > 0).mapToDouble(value).toArray();
    if (values.length == 0) {
      return;
    }
    figures.add(
        new Figure(evaluation, method, measure, mean(values), deviation(values), values.length));
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The standard deviation over n − 1; 0 for a single value. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /** A matrix as plain values: its counts, row by row, and the sensitivity of each class. */
  public static Map<String, Object> details(ConfusionMatrix matrix, List<String> classes) {
    Map<String, Object> rows = new LinkedHashMap<>();
    Map<String, Object> sensitivities = new LinkedHashMap<>();
    for (int truth = 0; truth < classes.size(); truth++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        row.put(classes.get(predicted), matrix.count(truth, predicted));
      }
      rows.put(classes.get(truth), row);
      if (matrix.support(truth) > 0) {
        sensitivities.put(classes.get(truth), matrix.sensitivity(truth));
      }
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("confusion", rows);
    details.put("sensitivity", sensitivities);
    return details;
  }
}
