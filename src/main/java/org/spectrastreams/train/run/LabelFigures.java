package org.spectrastreams.train.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.train.label.LabelMeasures;
import org.spectrastreams.train.label.LatentPatterns;

/** What was measured of labels, as a manifest holds it. */
final class LabelFigures {
  private LabelFigures() {}

  /** The mean of a measure over some trainings, and its standard deviation. */
  static Figure of(
      String evaluation,
      String method,
      String measure,
      List<LabelMeasures> found,
      ToDoubleFunction<LabelMeasures> number) {
    double mean = found.stream().mapToDouble(number).average().orElseThrow();
    double squares =
        found.stream().mapToDouble(number).map(one -> (one - mean) * (one - mean)).sum();
    double spread = found.size() == 1 ? 0 : Math.sqrt(squares / (found.size() - 1));
    return new Figure(evaluation, method, measure, mean, spread, found.size());
  }

  static Map<String, Object> described(LabelMeasures.OfLabel label) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("carriers", label.carriers());
    all.put("accuracy", label.accuracy());
    all.put("precision", label.precision());
    all.put("recall", label.recall());
    all.put("f1", label.f1());
    if (Double.isFinite(label.auc())) {
      all.put("auc", label.auc());
    }
    return all;
  }

  static Map<String, Object> described(LatentPatterns.Region region) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("wavenumber", region.wavenumber());
    all.put("weight", region.mean());
    all.put("deviation", region.deviation());
    return all;
  }
}
