package org.spectrastreams.train.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.NativeThreads;

/**
 * Tests networks on the same divisions as everything else: each member learns from the spectra that
 * are not tested but for one fold of their groups, which chooses its epoch. A network that would
 * take longer than is allowed is left out, and it is said how long it would take. Safe for one
 * thread; closes its workers.
 */
public final class NetworkTrials implements AutoCloseable {
  private final SpectralAxis axis;
  private final PreparedSpectra spectra;
  private final int[] groups;
  private final List<int[]> divisions;
  private final long seed;
  private final int threads;
  private final Consumer<String> progress;
  private final ExecutorService workers;
  private final Map<String, Tested> tested = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * Trials that have not begun.
   *
   * @param spectra after the standard normal variate
   * @param divisions the fold of each spectrum; −1 for one that only teaches
   * @param threads how many networks are trained at once; has no influence on the figures
   */
  public NetworkTrials(
      SpectralAxis axis,
      PreparedSpectra spectra,
      int[] groups,
      List<int[]> divisions,
      long seed,
      int threads,
      Consumer<String> progress) {
    this.axis = axis;
    this.spectra = spectra;
    this.groups = groups;
    this.divisions = divisions;
    this.seed = seed;
    this.threads = threads;
    this.progress = progress;
    NativeThreads.useOne();
    this.workers = Executors.newFixedThreadPool(threads);
  }

  /** What each method said, by its name. */
  public Map<String, Tested> tested() {
    return tested;
  }

  /** What was left out, and why, a sentence each. */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * Tries networks one after the other.
   *
   * @param minutes how long all of them may take
   */
  public void of(List<PaperNetwork> networks, double minutes) {
    double left = 60 * minutes;
    for (PaperNetwork one : networks) {
      long started = System.nanoTime();
      try {
        attempt(one, Networks.find(one.name()).on(axis, spectra.classes()), left);
      } catch (IllegalArgumentException e) {
        leaveOut(one.name() + " does not fit these spectra: " + e.getMessage());
      }
      left -= (System.nanoTime() - started) / 1e9;
    }
  }

  private void leaveOut(String why) {
    leftOut.add(why);
    progress.accept(why);
  }

  private void attempt(PaperNetwork one, Network network, double left) {
    List<FoldTrial> folds = folds(one, network);
    int trainings = folds.size() * one.members();
    FoldTrial.Answer first = await(workers.submit(() -> folds.get(0).train(0)));
    double each = first.seconds();
    if (each * trainings / Math.min(threads, trainings) > left) {
      // The first training of all also starts the library: once more, for the time alone.
      each = Math.min(each, await(workers.submit(() -> folds.get(0).train(0))).seconds());
    }
    double expected = each * (trainings - 1) / Math.min(threads, trainings);
    String said =
        String.format(
            Locale.ROOT,
            "%s: %d trainings of about %.0f s, %.1f minutes in all",
            one.name(),
            trainings,
            each,
            expected / 60);
    if (each + expected > left) {
      leaveOut(
          said
              + String.format(
                  Locale.ROOT,
                  "; left out, as %.1f minutes were left for networks: --minutes allows more",
                  Math.max(0, left / 60)));
      return;
    }
    progress.accept(said);
    List<List<Future<FoldTrial.Answer>>> running = new ArrayList<>();
    for (FoldTrial fold : folds) {
      List<Future<FoldTrial.Answer>> members = new ArrayList<>();
      for (int member = 0; member < one.members(); member++) {
        int number = member;
        if (!fold.equals(folds.get(0)) || member > 0) {
          members.add(workers.submit(() -> fold.train(number)));
        }
      }
      running.add(members);
    }
    TrialVotes votes = new TrialVotes(one, spectra, divisions);
    for (int f = 0; f < folds.size(); f++) {
      List<FoldTrial.Answer> answers = new ArrayList<>();
      if (f == 0) {
        answers.add(first);
      }
      running.get(f).forEach(future -> answers.add(await(future)));
      votes.add(folds.get(f), answers);
      progress.accept(one.name() + ": fold " + (f + 1) + " of " + folds.size() + " tested");
    }
    votes.tested().forEach(method -> tested.put(method.method(), method));
  }

  private List<FoldTrial> folds(PaperNetwork one, Network network) {
    List<FoldTrial> folds = new ArrayList<>();
    for (int r = 0; r < divisions.size(); r++) {
      int[] division = divisions.get(r);
      for (int f = 0; f <= Arrays.stream(division).max().orElseThrow(); f++) {
        int fold = f;
        int[] taught = rows(division, other -> other != fold);
        if (Arrays.stream(taught).map(row -> spectra.labels()[row]).distinct().count()
            == spectra.classes()) {
          folds.add(
              new FoldTrial(
                  one,
                  network,
                  spectra,
                  groups,
                  r,
                  taught,
                  rows(division, other -> other == fold),
                  seed + 1000L * (f + 1) + 100_000L * r));
        }
      }
    }
    if (folds.isEmpty()) {
      throw new IllegalArgumentException("no fold leaves spectra of every class to learn from");
    }
    return folds;
  }

  private static int[] rows(int[] division, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, division.length).filter(i -> wanted.test(division[i])).toArray();
  }

  private static <T> T await(Future<T> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the comparison was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a network could not be trained: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
