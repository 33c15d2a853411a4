package org.spectrastreams.explain.lime;

import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.spectrum.OutcomeKind;

/** What of an ensemble's answer a surrogate is fitted to. */
public enum LimeResponse {
  /** The share of the members that vote for the class, 0 … 1, as in Hartigan 2025. */
  VOTE_FRACTION {
    @Override
    public double of(EnsembleScores scores, int row, int classIndex) {
      int classes = scores.classes();
      float[] p = scores.memberProbabilities();
      int votes = 0;
      for (int m = 0; m < scores.members(); m++) {
        int at = (row * scores.members() + m) * classes;
        int best = 0;
        for (int c = 1; c < classes; c++) {
          best = p[at + c] > p[at + best] ? c : best;
        }
        votes += best == classIndex ? 1 : 0;
      }
      return (double) votes / scores.members();
    }
  },

  /** The mean of the members' answers: probabilities of the class, scores of the label, values. */
  MEAN {
    @Override
    public double of(EnsembleScores scores, int row, int classIndex) {
      return sum(scores, row, classIndex) / scores.members();
    }
  },

  /**
   * The logarithm of the odds of the class, ln(p / (1 − p)) of the mean probability: effects on it
   * add up where those on a probability saturate.
   */
  LOG_ODDS {
    @Override
    public double of(EnsembleScores scores, int row, int classIndex) {
      double own = sum(scores, row, classIndex);
      double others = 0;
      for (int c = 0; c < scores.classes(); c++) {
        others += c == classIndex ? 0 : sum(scores, row, c);
      }
      return Math.log(own + LEAST) - Math.log(others + LEAST);
    }
  },

  /**
   * The logarithm of the odds of a label, ln(p / (1 − p)) of its mean score: a label is there or
   * not, whatever the others are. Not a number for scores outside 0 … 1.
   */
  LABEL_LOG_ODDS {
    @Override
    public double of(EnsembleScores scores, int row, int classIndex) {
      double own = sum(scores, row, classIndex);
      return Math.log(own + LEAST) - Math.log(scores.members() - own + LEAST);
    }
  };

  private static final double LEAST = 1e-6;

  /**
   * The response on which effects add up: the log-odds of a class or of a label, and of a value the
   * value itself.
   */
  public static LimeResponse adding(OutcomeKind kind) {
    return switch (kind) {
      case ONE_CLASS -> LOG_ODDS;
      case LABELS -> LABEL_LOG_ODDS;
      case VALUE -> MEAN;
    };
  }

  /** The response of published LIME: the votes for a class; labels and values have no votes. */
  public static LimeResponse published(OutcomeKind kind) {
    return kind == OutcomeKind.ONE_CLASS ? VOTE_FRACTION : MEAN;
  }

  /** The response of one row of a batch, for one class. */
  public abstract double of(EnsembleScores scores, int row, int classIndex);

  private static double sum(EnsembleScores scores, int row, int classIndex) {
    float[] p = scores.memberProbabilities();
    double sum = 0;
    for (int m = 0; m < scores.members(); m++) {
      sum += p[(row * scores.members() + m) * scores.classes() + classIndex];
    }
    return sum;
  }
}
