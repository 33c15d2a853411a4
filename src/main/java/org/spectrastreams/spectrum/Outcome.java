package org.spectrastreams.spectrum;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was said of one spectrum. Not judged is a state of every kind. */
public sealed interface Outcome {
  /** What was asked. */
  OutcomeKind kind();

  /**
   * One class of many.
   *
   * @param index of the class in the model's order, 0 or more
   * @param name of the class
   * @param confidence in it, 0 … 1 but for rounding; NaN where it is not known
   */
  record OneClass(int index, String name, double confidence) implements Outcome {
    /** Checks the index. */
    public OneClass {
      if (index < 0) {
        throw new IllegalArgumentException("class " + index + "; expected an index of 0 or more");
      }
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.ONE_CLASS;
    }
  }

  /**
   * One label that a spectrum may carry.
   *
   * @param name of the label
   * @param score finite; what is compared with the threshold
   * @param threshold finite; the label is present from this score on
   */
  record Label(String name, double score, double threshold) {
    /** Checks the numbers. */
    public Label {
      if (!Double.isFinite(score) || !Double.isFinite(threshold)) {
        throw new IllegalArgumentException(
            "label "
                + name
                + " has score "
                + score
                + " and threshold "
                + threshold
                + "; expected finite numbers");
      }
    }

    /** Whether the spectrum carries it. */
    public boolean isPresent() {
      return score >= threshold;
    }
  }

  /**
   * Any of several labels.
   *
   * @param labels every label of the model with its score, in the model's order; 1 or more
   */
  record Labels(List<Label> labels) implements Outcome {
    /** Checks that the names differ. */
    public Labels {
      labels = List.copyOf(labels);
      Set<String> names = new HashSet<>();
      for (Label label : labels) {
        if (!names.add(label.name())) {
          throw new IllegalArgumentException(
              "label \"" + label.name() + "\" stands twice; expected different names");
        }
      }
      if (labels.isEmpty()) {
        throw new IllegalArgumentException("no label; expected every label of the model");
      }
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.LABELS;
    }

    /** The names of the labels that the spectrum carries. */
    public List<String> present() {
      return labels.stream().filter(Label::isPresent).map(Label::name).toList();
    }
  }

  /**
   * A number.
   *
   * @param value finite
   * @param unit of the number; empty where it has none
   */
  record Value(double value, String unit) implements Outcome {
    /** Checks the number. */
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value " + value + "; expected a finite number");
      }
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.VALUE;
    }
  }

  /**
   * No answer, and why: no class, no label, no value.
   *
   * @param kind what was asked
   * @param reason why there is no answer
   * @param distance from what the model was trained on, in units of its threshold, so that above 1
   *     is outside; NaN where it is not known
   */
  record NotJudged(OutcomeKind kind, NotJudgedReason reason, double distance) implements Outcome {
    /** Checks the distance. */
    public NotJudged {
      if (distance < 0) {
        throw new IllegalArgumentException(
            "distance " + distance + "; expected 0 or more, or NaN where it is not known");
      }
    }
  }
}
