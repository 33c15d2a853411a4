package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.GroupSplits;
import org.spectrastreams.train.data.GroupSplits.Split;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;
import org.spectrastreams.train.dl4j.MemberTrainer.Trained;
import org.spectrastreams.train.dl4j.NativeThreads;
import org.spectrastreams.train.recipe.Recipe;

/**
 * Trains members of an ensemble on divisions of labelled spectra, several at once, and lets them
 * vote on the spectra that were left out.
 */
public final class CrossValidation implements AutoCloseable {
  private static final int[] COMPONENTS = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75};

  /**
   * One candidate for the ensemble.
   *
   * @param number its number, from 0
   * @param test the set that it never saw
   * @param validation the set that chose its epoch
   * @param seed its seed
   * @param least the balanced accuracy above which it may vote
   */
  public record Candidate(
      int number, int test, int validation, long seed, Trained trained, double least) {
    /** The balanced accuracy on the validation set. */
    public double score() {
      return trained.validation().balancedAccuracy();
    }

    /** Whether it may vote. */
    public boolean passes() {
      return score() > least;
    }

    public Map<String, float[]> weights() {
      return trained.weights();
    }
  }

  /**
   * What came out of one fold.
   *
   * @param rows the rows that were tested
   * @param predicted the ensemble's class of each
   * @param candidates all members that were trained, those that did not vote included
   * @param single each voting member's classes, member by member
   * @param baseline the class of each row by PCA-LDA
   * @param components the components that the baseline chose on validation data
   */
  public record Fold(
      int[] rows,
      int[] predicted,
      List<Candidate> candidates,
      int[][] single,
      int[] baseline,
      int components) {}

  private final Recipe recipe;
  private final LabelledPixels pixels;
  private final Network network;
  private final Consumer<String> progress;
  private final ExecutorService threads;

  public CrossValidation(
      Recipe recipe, LabelledPixels pixels, int threads, Consumer<String> progress) {
    this.recipe = recipe;
    this.pixels = pixels;
    this.progress = progress;
    network =
        Networks.find(recipe.network()).on(recipe.preprocessing().grid(), pixels.classes().size());
    NativeThreads.useOne();
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** What is trained. */
  public Network network() {
    return network;
  }

  /** The recipe's chain, scaled by the given rows where the recipe says so. */
  public PreprocessingChain chain(int[] rows) {
    return recipe.scalePerVariable()
        ? pixels.select(rows).withScaling(recipe.preprocessing())
        : recipe.preprocessing();
  }

  /** All rows. */
  public int[] allRows() {
    return IntStream.range(0, pixels.count()).toArray();
  }

  /**
   * Tests each set in turn with members that never saw it. The scaling is that of the other sets.
   *
   * @param sets the set of each row
   */
  public List<Fold> folds(int[] sets) {
    int count = Arrays.stream(sets).max().orElseThrow() + 1;
    List<Fold> folds = new ArrayList<>();
    for (int test = 0; test < count; test++) {
      Split split = GroupSplits.holdOut(sets, test, (test + 1) % count);
      PreparedSpectra prepared = pixels.prepare(chain(split.development()));
      List<Future<Candidate>> running = new ArrayList<>();
      for (int member = 0; member < recipe.membersPerFold(); member++) {
        int validation = (test + 1 + member % (count - 1)) % count;
        long seed = recipe.seed() + 1000L * (test + 1) + member;
        running.add(start(prepared, sets, member, test, validation, seed));
      }
      List<Candidate> candidates = running.stream().map(CrossValidation::await).toList();
      int components = components(prepared, sets, test, count);
      PreparedSpectra tested = prepared.select(split.test());
      PreparedSpectra development = prepared.select(split.development());
      int[] baseline =
          new PcaLda.Axes(development, components).classifier(components).predict(tested);
      List<float[]> voters =
          candidates.stream()
              .filter(Candidate::passes)
              .map(candidate -> candidate.trained().probabilities())
              .toList();
      if (voters.isEmpty()) {
        throw new IllegalStateException(
            "no member of fold "
                + test
                + " has a balanced accuracy above "
                + recipe.leastScore()
                + " on validation data: train longer, or choose other preprocessing");
      }
      int classes = pixels.classes().size();
      int[][] single =
          voters.stream().map(one -> vote(List.of(one), classes)).toArray(int[][]::new);
      folds.add(
          new Fold(split.test(), vote(voters, classes), candidates, single, baseline, components));
      progress.accept(
          String.format(
              "fold %d of %d: ensemble %.3f, PCA(%d)-LDA %.3f (balanced accuracy, labels)",
              test + 1,
              count,
              confusion(pixels.labels(), split.test(), folds.get(test).predicted())
                  .balancedAccuracy(),
              components,
              confusion(pixels.labels(), split.test(), baseline).balancedAccuracy()));
    }
    return folds;
  }

  /**
   * Trains members over all sets in turn until enough pass the threshold; the test set of each is
   * left out altogether, so that it can be evaluated later.
   *
   * @param chain the scaling of all rows, since the members share one chain
   */
  public List<Candidate> finalMembers(int[] sets, PreprocessingChain chain) {
    int count = Arrays.stream(sets).max().orElseThrow() + 1;
    PreparedSpectra prepared = pixels.prepare(chain);
    List<Candidate> passed = new ArrayList<>();
    int number = 0;
    while (passed.size() < recipe.members() && number < 3 * recipe.members()) {
      List<Future<Candidate>> running = new ArrayList<>();
      for (int missing = recipe.members() - passed.size(); missing > 0; missing--) {
        int test = number % count;
        int validation = (test + 1 + (number / count) % (count - 1)) % count;
        running.add(start(prepared, sets, number, test, validation, recipe.seed() + number));
        number++;
      }
      running.stream().map(CrossValidation::await).filter(Candidate::passes).forEach(passed::add);
    }
    if (passed.size() < recipe.members()) {
      throw new IllegalStateException(
          "only "
              + passed.size()
              + " of "
              + number
              + " members have a balanced accuracy above "
              + recipe.leastScore()
              + " on validation data; the recipe asks for "
              + recipe.members());
    }
    return passed;
  }

  private Future<Candidate> start(
      PreparedSpectra prepared, int[] sets, int number, int test, int validation, long seed) {
    Split split = GroupSplits.holdOut(sets, test, validation);
    return threads.submit(
        () -> {
          long began = System.nanoTime();
          Trained trained =
              new MemberTrainer(network, recipe.training())
                  .train(
                      prepared.select(split.train()),
                      prepared.select(split.validation()),
                      prepared.select(split.test()),
                      seed);
          Candidate candidate =
              new Candidate(number, test, validation, seed, trained, recipe.leastScore());
          progress.accept(
              String.format(
                  "member %d (test set %d, validation set %d, seed %d): epoch %d, validation"
                      + " balanced accuracy %.3f, accuracy %.3f, %.0f s",
                  number,
                  test,
                  validation,
                  seed,
                  trained.bestEpoch(),
                  candidate.score(),
                  trained.validation().accuracy(),
                  (System.nanoTime() - began) / 1e9));
          return candidate;
        });
  }

  private static Candidate await(Future<Candidate> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a member could not be trained: " + e.getMessage(), e);
    }
  }

  /** The number of components with the best mean score when each other set validates in turn. */
  private static int components(PreparedSpectra prepared, int[] sets, int test, int count) {
    double[] sums = new double[COMPONENTS.length];
    for (int validation = 0; validation < count; validation++) {
      if (validation == test) {
        continue;
      }
      Split split = GroupSplits.holdOut(sets, test, validation);
      PreparedSpectra validated = prepared.select(split.validation());
      PcaLda.Axes axes =
          new PcaLda.Axes(prepared.select(split.train()), COMPONENTS[COMPONENTS.length - 1]);
      for (int i = 0; i < COMPONENTS.length; i++) {
        if (COMPONENTS[i] <= axes.available()) {
          int[] predicted = axes.classifier(COMPONENTS[i]).predict(validated);
          ConfusionMatrix matrix = new ConfusionMatrix(prepared.classes());
          for (int row = 0; row < predicted.length; row++) {
            matrix.add(validated.labels()[row], predicted[row]);
          }
          sums[i] += matrix.balancedAccuracy();
        }
      }
    }
    int best = 0;
    for (int i = 1; i < sums.length; i++) {
      if (sums[i] > sums[best]) {
        best = i;
      }
    }
    return COMPONENTS[best];
  }

  /** The classes that members vote for, given each member's probabilities, count × classes. */
  public static int[] vote(List<float[]> members, int classes) {
    int rows = members.get(0).length / classes;
    float[] gathered = new float[members.size() * classes];
    byte[] votes = new byte[members.size()];
    float[] fractions = new float[classes];
    float[] means = new float[classes];
    int[] predicted = new int[rows];
    for (int row = 0; row < rows; row++) {
      for (int member = 0; member < members.size(); member++) {
        System.arraycopy(members.get(member), row * classes, gathered, member * classes, classes);
      }
      predicted[row] =
          EnsembleVote.count(gathered, 0, members.size(), classes, votes, 0, fractions, means, 0);
    }
    return predicted;
  }

  /** Counts of predicted rows whose class is known, that is, 0 or more. */
  public ConfusionMatrix confusion(int[] truth, int[] rows, int[] predicted) {
    ConfusionMatrix matrix = new ConfusionMatrix(pixels.classes().size());
    for (int i = 0; i < rows.length; i++) {
      if (truth[rows[i]] >= 0) {
        matrix.add(truth[rows[i]], predicted[i]);
      }
    }
    return matrix;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
