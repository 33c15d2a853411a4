package org.spectrastreams.cli.training;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.measure.DataEvaluation;
import org.spectrastreams.train.measure.DataEvaluation.GroupVote;
import org.spectrastreams.train.measure.Figures;
import org.spectrastreams.train.measure.GroupedScores;

/** How the evaluation of a model on a user's spectra is told. */
final class DataEvaluationReport {
  private static final int LISTED = 40;

  private DataEvaluationReport() {}

  /** For people. */
  static void table(
      PrintWriter out, ModelPackage model, LabelledSet set, DataEvaluation evaluation) {
    GroupedScores scores = evaluation.scores();
    out.println(
        model.id() + " on " + scores.spectra() + " labelled spectra, groups " + set.division());
    set.notes().forEach(note -> out.println("note: " + note));
    row(out, "balanced accuracy", scores.balancedAccuracy(), scores.balancedInterval());
    row(out, "accuracy", scores.accuracy(), scores.accuracyInterval());
    row(out, "macro F1", scores.macroF1(), null);
    row(out, "expected calibration error", scores.calibrationError(), scores.calibrationInterval());
    if (scores.calibrationError() < scores.calibrationInterval().low()) {
      out.println(
          "    (groups drawn anew repeat their spectra and look worse calibrated than all of them:"
              + " with few groups the interval lies above the figure)");
    }
    if (!Double.isNaN(scores.groupVote())) {
      row(out, "vote of " + scores.groups() + " groups", scores.groupVote(), null);
    }
    evaluation
        .sensitivities(model.classes())
        .forEach((name, value) -> row(out, "sensitivity of " + name, value, null));
    if (evaluation.unusable() > 0) {
      out.println("  " + evaluation.unusable() + " spectra are unusable and were not scored");
    }
    if (evaluation.notJudged() > 0) {
      out.println(
          "  "
              + evaluation.notJudged()
              + " of the scored spectra lie outside the model's domain: a service does not judge"
              + " them");
    }
    if (evaluation.votes().size() <= LISTED && evaluation.votes().size() < scores.spectra()) {
      out.println("  groups:");
      for (GroupVote vote : evaluation.votes()) {
        out.println(
            String.format(
                Locale.ROOT,
                "    %-28s %4d spectra  %-16s taken for %-16s %.3f",
                vote.group(),
                vote.spectra(),
                vote.truth().isEmpty() ? "(several)" : vote.truth(),
                vote.predicted(),
                vote.probability()));
      }
    }
  }

  private static void row(
      PrintWriter out, String name, double value, GroupedScores.Interval interval) {
    out.println(
        String.format(Locale.ROOT, "  %-34s %.3f", name, value)
            + (interval == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    "  (95 %% interval by group %.3f–%.3f)",
                    interval.low(),
                    interval.high())));
  }

  /** For programs. */
  static Map<String, Object> json(ModelPackage model, LabelledSet set, DataEvaluation evaluation) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.id().toString());
    all.put("digest", model.digest());
    all.put("simulated", model.manifest().simulated() || set.simulated());
    all.putAll(ComparisonTable.scores(evaluation.scores()));
    all.put("unusable", evaluation.unusable());
    all.put("notJudged", evaluation.notJudged());
    all.put("division", set.division());
    all.put("files", set.files());
    all.put("details", Figures.details(evaluation.confusion(), model.classes()));
    all.put("groups", groups(evaluation.votes()));
    return all;
  }

  private static List<Map<String, Object>> groups(List<GroupVote> votes) {
    return votes.stream()
        .map(
            vote -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("group", vote.group());
              one.put("truth", vote.truth().isEmpty() ? null : vote.truth());
              one.put("predicted", vote.predicted());
              one.put("probability", vote.probability());
              one.put("spectra", vote.spectra());
              return one;
            })
        .toList();
  }
}
