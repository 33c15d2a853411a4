package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * Fitted classifiers that vote, in one package: its chain ends with what they all do about
 * scattering, or where they differ in it, on the grid, and the graph does it.
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

  /**
   * What some spectra are said to be, as a package of these members says it: every member votes,
   * and a tie goes to the class of the highest mean probability.
   *
   * @param probabilities mean over the members, rows × classes
   * @param predicted the class of each
   */
  record Said(double[][] probabilities, int[] predicted) {}

  /** What some rows are said to be. */
  Said says(Material material, int[] rows) {
    int classes = material.classes();
    double[][] means = new double[rows.length][classes];
    int[][] votes = new int[rows.length][classes];
    for (Member member : members) {
      PreparedSpectra prepared =
          material.before(member.candidate().view(), member.reference(), rows);
      double[][] own = member.probabilities(prepared);
      for (int i = 0; i < rows.length; i++) {
        votes[i][Probabilities.largest(own[i])]++;
        for (int c = 0; c < classes; c++) {
          means[i][c] += own[i][c] / members.size();
        }
      }
    }
    int[] predicted = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] rank = new double[classes];
      for (int c = 0; c < classes; c++) {
        rank[c] = votes[i][c] + means[i][c] / 2; // less than a vote
      }
      predicted[i] = Probabilities.largest(rank);
    }
    return new Said(means, predicted);
  }

  /**
   * What every method would take of some candidates: each family its best, the committee the best
   * three.
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
      methods.put(NAME, sorted.stream().limit(SIZE).toList());
    }
    return methods;
  }

  /** Fits candidates to some rows. */
  static Committee of(List<Candidate> candidates, Material material, int[] rows) {
    return new Committee(
        candidates.stream().map(candidate -> candidate.fit(material, rows)).toList());
  }

  /**
   * The same choice fitted to other spectra.
   *
   * @param grid the chain that ends on the grid
   */
  public Committee refit(LabelledPixels pixels, PreprocessingChain grid) {
    return of(
        members.stream().map(Member::candidate).toList(),
        Material.of(pixels, grid),
        IntStream.range(0, pixels.count()).toArray());
  }

  /** The network that holds all members. */
  public Chemometric network(int points, int classes) {
    return new Chemometric(
        points,
        classes,
        members.stream().mapToInt(member -> member.candidate().view().window()).max().orElse(1),
        members.stream().mapToInt(Member::axes).max().orElse(0),
        members.stream().mapToInt(Member::supports).max().orElse(0),
        members.stream().mapToInt(Member::patterns).max().orElse(0),
        differ());
  }

  /** The arrays of each member in that network. */
  public List<Map<String, float[]>> arrays(Chemometric network) {
    return members.stream().map(member -> member.arrays(network)).toList();
  }

  /** Whether members differ in what is done about scattering. */
  boolean differ() {
    return members.stream().map(member -> member.candidate().view().scatter()).distinct().count()
        > 1;
  }

  /** The members' chain after a chain that ends on the grid. */
  public PreprocessingChain chain(PreprocessingChain grid) {
    if (differ()) {
      return grid;
    }
    Member any = members.get(0);
    return Material.chain(grid, any.candidate().view(), any.reference());
  }
}
