package org.spectrastreams.model.engine;

/**
 * The hard vote of an ensemble (Hartigan 2025): every member votes for its most probable class, the
 * fractions of the votes are the class probabilities. A tie goes to the class with the highest mean
 * member probability, then to the lowest index.
 */
public final class EnsembleVote {
  private EnsembleVote() {}

  /**
   * Counts the votes of one spectrum.
   *
   * @param memberProbabilities holds members × classes values from {@code offset}
   * @param votes receives each member's class
   * @param voteFractions receives the fraction of votes of each class
   * @param meanProbabilities receives the mean member probability of each class
   * @return the predicted class
   */
  public static int count(
      float[] memberProbabilities,
      int offset,
      int members,
      int classes,
      byte[] votes,
      int votesOffset,
      float[] voteFractions,
      float[] meanProbabilities,
      int classesOffset) {
    for (int c = 0; c < classes; c++) {
      voteFractions[classesOffset + c] = 0;
      meanProbabilities[classesOffset + c] = 0;
    }
    for (int m = 0; m < members; m++) {
      int row = offset + m * classes;
      int best = 0;
      for (int c = 0; c < classes; c++) {
        float p = memberProbabilities[row + c];
        meanProbabilities[classesOffset + c] += p;
        if (p > memberProbabilities[row + best]) {
          best = c;
        }
      }
      votes[votesOffset + m] = (byte) best;
      voteFractions[classesOffset + best] += 1;
    }
    int winner = 0;
    for (int c = 0; c < classes; c++) {
      meanProbabilities[classesOffset + c] /= members;
    }
    for (int c = 1; c < classes; c++) {
      float lead = voteFractions[classesOffset + c] - voteFractions[classesOffset + winner];
      if (lead > 0
          || (lead == 0
              && meanProbabilities[classesOffset + c]
                  > meanProbabilities[classesOffset + winner])) {
        winner = c;
      }
    }
    for (int c = 0; c < classes; c++) {
      voteFractions[classesOffset + c] /= members;
    }
    return winner;
  }
}
