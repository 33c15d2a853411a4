package org.spectrastreams.cli.training;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spectrastreams.train.choose.Importance;
import org.spectrastreams.train.measure.GroupedScores;
import org.spectrastreams.train.measure.MethodRow;
import org.spectrastreams.train.run.DataComparison;

/** How a comparison is told. */
final class ComparisonTable {
  private ComparisonTable() {}

  /** What the data are, a line each. */
  static void data(PrintWriter out, DataComparison comparison) {
    out.println(
        comparison.set().pixels().count()
            + " spectra of "
            + comparison.set().pixels().axis()
            + ", classes "
            + String.join(", ", comparison.set().pixels().classes())
            + "; split "
            + comparison.set().division()
            + ": "
            + comparison.set().groupNames().size()
            + " groups");
    comparison.set().notes().forEach(note -> out.println("note: " + note));
  }

  /** The table that a paper would print. */
  static void table(PrintWriter out, DataComparison comparison) {
    out.println();
    out.println(comparison.evaluation());
    out.println(
        "  method         balanced accuracy   all folds, 95 % interval   accuracy  macro F1  ECE "
            + "   vote   seconds");
    for (MethodRow row : comparison.rows()) {
      GroupedScores scores = row.scores();
      out.println(
          String.format(
              Locale.ROOT,
              "%s %-14s %.3f %-7s       %.3f (%.3f–%.3f)        %.3f     %.3f     %.3f  %-6s"
                  + " %.1f",
              row.method().equals(comparison.best()) ? "*" : " ",
              row.method(),
              row.mean(),
              row.folds().length == 1 ? "" : String.format(Locale.ROOT, "± %.3f", row.spread()),
              scores.balancedAccuracy(),
              scores.balancedInterval().low(),
              scores.balancedInterval().high(),
              scores.accuracy(),
              scores.macroF1(),
              scores.calibrationError(),
              Double.isNaN(scores.groupVote())
                  ? "–"
                  : String.format(Locale.ROOT, "%.3f", scores.groupVote()),
              row.seconds()));
    }
    out.println();
    out.println("* goes into a package: ");
    comparison
        .fitted()
        .members()
        .forEach(member -> out.println("    " + member.candidate().described()));
    MethodRow simplest = comparison.simplest();
    if (!simplest.method().equals(comparison.best())) {
      out.println(
          "A simpler model is as good, within one standard error: " + simplest.method() + ".");
    }
    if (!comparison.matched().isEmpty()) {
      out.println(
          "Not told apart from it, within one standard error over the folds: "
              + String.join(", ", comparison.matched())
              + ".");
    }
    comparison.leftOut().forEach(out::println);
    if (comparison.set().leaky()) {
      out.println("LEAKY SPLIT: spectra that belong together were parted; these figures flatter.");
    }
    out.flush();
  }

  /**
   * The importance of every point in the projection, as CSV.
   *
   * @throws IllegalArgumentException if no method that makes a projection was compared
   */
  static String importance(DataComparison comparison) {
    Importance importance =
        comparison
            .importance()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--vip needs pls-da among the methods; expected --models pls-da or"
                            + " families"));
    StringBuilder text =
        new StringBuilder(
            "# "
                + comparison.taken("pls-da")
                + ", fitted to all spectra"
                + (comparison.putsAside() ? " that were not put aside\n" : "\n")
                + "# importance "
                + importance.described()
                + "\n");
    double[] values = importance.values();
    text.append(comparison.set().pixels().axis().kind().unit()).append(",vip\n");
    for (int p = 0; p < values.length; p++) {
      text.append(comparison.set().pixels().axis().at(p))
          .append(String.format(Locale.ROOT, ",%.4f\n", values[p]));
    }
    return text.toString();
  }

  /** The same, for programs. */
  static Map<String, Object> json(DataComparison comparison) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("evaluation", comparison.evaluation());
    all.put("spectra", comparison.set().pixels().count());
    all.put("groups", comparison.set().groupNames().size());
    all.put("leaky", comparison.set().leaky());
    all.put("best", comparison.best());
    all.put("notToldApart", comparison.matched());
    all.put("leftOut", comparison.leftOut());
    all.put("asGoodAndSimpler", comparison.simplest().method());
    comparison
        .importance()
        .ifPresent(
            importance -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("of", importance.candidate().described());
              one.put("is", importance.described());
              one.put("values", Arrays.stream(importance.values()).boxed().toList());
              all.put("importanceInProjection", one);
            });
    Map<String, Object> methods = new LinkedHashMap<>();
    for (MethodRow row : comparison.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("mean", row.mean());
      one.put("spread", row.spread());
      one.putAll(scores(row.scores()));
      methods.put(row.method(), one);
    }
    all.put("methods", methods);
    return all;
  }

  /** Scores, for programs. */
  static Map<String, Object> scores(GroupedScores scores) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("spectra", scores.spectra());
    one.put("balancedAccuracy", scores.balancedAccuracy());
    one.put("balancedAccuracyInterval95", interval(scores.balancedInterval()));
    one.put("accuracy", scores.accuracy());
    one.put("accuracyInterval95", interval(scores.accuracyInterval()));
    one.put("macroF1", scores.macroF1());
    one.put("expectedCalibrationError", scores.calibrationError());
    one.put("expectedCalibrationErrorInterval95", interval(scores.calibrationInterval()));
    one.put("groupsOfOneClass", scores.groups());
    one.put("groupVoteAccuracy", Double.isNaN(scores.groupVote()) ? null : scores.groupVote());
    return one;
  }

  private static List<Double> interval(GroupedScores.Interval interval) {
    return List.of(interval.low(), interval.high());
  }
}
