package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * What a model of labels or of a value says besides their names, which are the manifest's classes.
 * The graph gives a score of every member for each: labels are scored by the members' mean, and so
 * is the value, of which there is one.
 *
 * @param thresholds of labels, one each, finite: a label is present from this mean score on; empty
 *     for other tasks
 * @param unit of the value; empty for other tasks, and where it has none
 */
@JsonPropertyOrder({"thresholds", "unit"})
public record ModelTask(List<Float> thresholds, String unit) {
  /** One class a spectrum: nothing more to say. */
  public static final ModelTask CLASSIFICATION = new ModelTask(List.of(), "");

  /** The name of the task in manifests, where every task but the first is named as its outcome. */
  static String nameOf(OutcomeKind kind) {
    return kind == OutcomeKind.ONE_CLASS ? ModelManifest.CLASSIFICATION : kind.id();
  }

  /** Owns a copy of the list. */
  public ModelTask {
    thresholds = List.copyOf(thresholds);
  }

  /**
   * The kind of outcome of a task.
   *
   * @throws IllegalArgumentException if no task is called so
   */
  static OutcomeKind kindOf(String task) {
    for (OutcomeKind kind : OutcomeKind.values()) {
      if (nameOf(kind).equals(task)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "task '" + task + "'; expected 'classification', 'labels' or 'value'");
  }

  /** Checks that this fits a task of some classes. */
  void requireFits(OutcomeKind kind, List<String> classes) {
    boolean fits =
        switch (kind) {
          case ONE_CLASS -> equals(CLASSIFICATION);
          case LABELS ->
              thresholds.size() == classes.size()
                  && thresholds.stream().allMatch(Float::isFinite)
                  && unit.isEmpty();
          case VALUE -> thresholds.isEmpty() && classes.size() == 1;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "thresholds "
              + thresholds
              + " and unit '"
              + unit
              + "' for task '"
              + nameOf(kind)
              + "' with "
              + classes.size()
              + " classes; expected one finite threshold a label, one class for a value, and"
              + " neither for a classification");
    }
  }
}
