package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * Fitted classifiers whose probabilities are averaged. All follow the same chain, so that one
 * package holds them.
 *
 * @param members one or more
 */
public record Committee(List<Member> members) {
  /** How many of the best vote. */
  static final int SIZE = 3;

  /** The method's name in tables. */
  public static final String NAME = "committee";

  /** Copies the list. */
  public Committee {
    members = List.copyOf(members);
  }

  /** The probabilities of some rows, rows × classes. */
  double[][] probabilities(Material material, int[] rows) {
    double[][] sum = new double[rows.length][material.classes()];
    for (Member member : members) {
      PreparedSpectra prepared = material.before(member.candidate().view()).select(rows);
      double[][] own = member.probabilities(prepared);
      for (int i = 0; i < rows.length; i++) {
        for (int c = 0; c < sum[i].length; c++) {
          sum[i][c] += own[i][c] / members.size();
        }
      }
    }
    return sum;
  }

  /**
   * What every method would take of some candidates: each family its best, the committee the best
   * three that follow the chain of the best.
   */
  static Map<String, List<Candidate>> methods(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Candidate.BEST_FIRST);
    Map<String, List<Candidate>> methods = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      methods.computeIfAbsent(
          candidate.family().name(),
          name ->
              List.of(
                  sorted.stream()
                      .filter(other -> other.family().name().equals(name))
                      .findFirst()
                      .orElseThrow()));
    }
    if (methods.size() > 1) {
      boolean variate = sorted.get(0).view().variate();
      methods.put(
          NAME,
          sorted.stream()
              .filter(candidate -> candidate.view().variate() == variate)
              .limit(SIZE)
              .toList());
    }
    return methods;
  }

  /** Fits candidates to some rows. */
  static Committee of(List<Candidate> candidates, Material material, int[] rows) {
    return new Committee(
        candidates.stream().map(candidate -> candidate.fit(material, rows)).toList());
  }
}
