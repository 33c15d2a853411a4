package org.spectrastreams.train.networks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * What the members of a network said of every tested spectrum: the first alone, and where there are
 * several, the vote of those that validate above {@value #LEAST_SCORE} (Hartigan 2025; of all where
 * none does), and the mean of the same members' probabilities.
 */
final class TrialVotes {
  private static final double LEAST_SCORE = 0.55;

  private final PaperNetwork network;
  private final PreparedSpectra spectra;
  private final List<int[]> divisions;
  private final Map<String, List<double[][]>> probabilities = new LinkedHashMap<>();
  private final Map<String, List<int[]>> predicted = new LinkedHashMap<>();
  private double firstSeconds;
  private double seconds;

  TrialVotes(PaperNetwork network, PreparedSpectra spectra, List<int[]> divisions) {
    this.network = network;
    this.spectra = spectra;
    this.divisions = divisions;
  }

  /** Counts what the members of a fold said. */
  void add(FoldTrial fold, List<FoldTrial.Answer> answers) {
    firstSeconds += answers.get(0).cost();
    seconds += answers.stream().mapToDouble(FoldTrial.Answer::cost).sum();
    List<FoldTrial.Answer> voters =
        answers.stream().filter(answer -> answer.validation() > LEAST_SCORE).toList();
    List<FoldTrial.Answer> all = voters.isEmpty() ? answers : voters;
    for (int i = 0; i < fold.test().length; i++) {
      double[] alone = mean(answers.subList(0, 1), i);
      put(network.name(), fold, i, alone, largest(alone));
      if (network.members() > 1) {
        double[] mean = mean(all, i);
        put(network.vote(), fold, i, mean, voted(all, i, mean));
        put(network.mean(), fold, i, mean, largest(mean));
      }
    }
  }

  private void put(String method, FoldTrial fold, int i, double[] said, int label) {
    int row = fold.test()[i];
    probabilities.computeIfAbsent(
                method, m -> fresh(divisions.size(), () -> new double[spectra.count()][]))
            .get(fold.repetition())[row] =
        said;
    predicted.computeIfAbsent(method, m -> fresh(divisions.size(), () -> new int[spectra.count()]))
            .get(fold.repetition())[row] =
        label;
  }

  private static <T> List<T> fresh(int count, java.util.function.Supplier<T> one) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one.get());
    }
    return all;
  }

  private double[] mean(List<FoldTrial.Answer> answers, int i) {
    int classes = spectra.classes();
    double[] mean = new double[classes];
    for (FoldTrial.Answer answer : answers) {
      for (int c = 0; c < classes; c++) {
        mean[c] += answer.probabilities()[i * classes + c] / (double) answers.size();
      }
    }
    return mean;
  }

  /** A tie goes to the class of the highest mean probability. */
  private int voted(List<FoldTrial.Answer> answers, int i, double[] mean) {
    double[] rank = new double[mean.length];
    for (FoldTrial.Answer answer : answers) {
      rank[largest(mean(List.of(answer), i))]++;
    }
    for (int c = 0; c < rank.length; c++) {
      rank[c] += mean[c] / 2; // less than a vote
    }
    return largest(rank);
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  /** The methods, each with all that was said. */
  List<Tested> tested() {
    String trained = network.toString();
    List<Tested> tested = new ArrayList<>();
    probabilities.forEach(
        (method, said) ->
            tested.add(
                new Tested(
                    method,
                    divisions,
                    said,
                    predicted.get(method),
                    List.of(trained),
                    method.equals(network.name()) ? firstSeconds : seconds)));
    return tested;
  }
}
