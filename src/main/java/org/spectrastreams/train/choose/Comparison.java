package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.train.family.Family;

/**
 * Compares families of classifiers by nested cross-validation over whole groups: in every outer
 * fold, preprocessing, settings, the scale of the probabilities and the members of the committee
 * are chosen by an inner cross-validation of the other folds alone. Safe for one thread; closes its
 * workers.
 */
public final class Comparison implements AutoCloseable {
  private final Material material;
  private final Protocol protocol;
  private final List<Family> families;
  private final List<View> views;
  private final long seed;
  private final Consumer<String> progress;
  private final ExecutorService workers;
  private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();

  /**
   * A comparison that has not begun.
   *
   * @param families what to compare
   * @param protocol how the spectra are divided for the test
   * @param threads how many folds are tried at once; has no influence on the figures
   * @param progress receives a line whenever something is done
   */
  public Comparison(
      Material material,
      List<Family> families,
      Protocol protocol,
      long seed,
      int threads,
      Consumer<String> progress) {
    this.material = material;
    this.protocol = protocol;
    this.families = List.copyOf(families);
    this.views = View.of(material.points(), material.correctable());
    this.seed = seed;
    this.progress = progress;
    this.workers = Executors.newFixedThreadPool(threads);
  }

  /** The fold of each spectrum in every division; −1 for one that only teaches. */
  public List<int[]> divisions() {
    return protocol.divisions(material.plain().labels(), material.groups(), seed);
  }

  /** One outer fold. */
  private record Fold(
      int repetition, int[] train, int[] test, List<Future<List<Candidate>>> candidates) {}

  /**
   * Tests every family, and the committee of the best.
   *
   * @return by method
   */
  public Map<String, Tested> nested() {
    List<int[]> divisions = divisions();
    List<Fold> folds = new ArrayList<>();
    for (int r = 0; r < divisions.size(); r++) {
      int[] division = divisions.get(r);
      for (int f = 0; f <= Arrays.stream(division).max().orElseThrow(); f++) {
        int fold = f;
        int[] train = rows(division, other -> other != fold);
        boolean whole =
            Arrays.stream(material.labels(train)).distinct().count() == material.classes();
        if (whole) {
          int[] test = rows(division, other -> other == fold);
          folds.add(new Fold(r, train, test, search(train, seed + 1000L * (f + 1) + r)));
        }
      }
    }
    if (folds.isEmpty()) {
      throw new IllegalArgumentException(
          "one class has all its spectra in one group; expected two groups of every class or more,"
              + " so that what was learned can be tested on another group");
    }
    Map<String, List<double[][]>> said = new LinkedHashMap<>();
    Map<String, List<int[]>> predicted = new LinkedHashMap<>();
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    int done = 0;
    for (Fold fold : folds) {
      Committee.methods(get(fold.candidates))
          .forEach(
              (method, candidates) -> {
                Committee.Said says =
                    Committee.of(candidates, material, fold.train).says(material, fold.test);
                double[][] means =
                    said.computeIfAbsent(method, m -> empty(divisions.size())).get(fold.repetition);
                int[] classes =
                    predicted
                        .computeIfAbsent(
                            method, m -> divisions.stream().map(d -> new int[d.length]).toList())
                        .get(fold.repetition);
                put(says, fold.test, means, classes);
                chosen
                    .computeIfAbsent(method, m -> new ArrayList<>())
                    .add(String.join("; ", candidates.stream().map(Candidate::described).toList()));
              });
      progress.accept("fold " + ++done + " of " + folds.size() + " tested");
    }
    Map<String, Tested> tested = new LinkedHashMap<>();
    said.forEach(
        (method, probabilities) ->
            tested.put(
                method,
                new Tested(
                    method,
                    divisions,
                    probabilities,
                    predicted.get(method),
                    chosen.get(method),
                    seconds(method))));
    return tested;
  }

  private List<double[][]> empty(int repetitions) {
    List<double[][]> all = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      all.add(new double[material.groups().length][]);
    }
    return all;
  }

  private double seconds(String method) {
    return method.equals(Committee.NAME)
        ? nanos.values().stream().mapToLong(LongAdder::sum).sum() / 1e9
        : nanos.get(method).sum() / 1e9;
  }

  /** Chooses what every method takes with all spectra to choose by that may be learned from. */
  public Map<String, List<Candidate>> chosen() {
    return Committee.methods(get(search(taught(), seed)));
  }

  /** Fits candidates to all spectra that may be learned from. */
  public Committee fitted(List<Candidate> candidates) {
    return Committee.of(candidates, material, taught());
  }

  /**
   * The importance of every point in the projection (VIP) of a candidate, fitted to all spectra
   * that may be learned from; empty where it makes none.
   */
  public Optional<Importance> importance(Candidate candidate) {
    return candidate
        .importance(material, taught())
        .map(values -> new Importance(candidate, values));
  }

  /**
   * What candidates say of the spectra that may be learned from, each fold of whole groups left out
   * of the fit in turn. The folds chose the candidates' settings, which flatters a little.
   */
  public Tested crossed(String method, List<Candidate> candidates) {
    int[] rows = taught();
    int[] own =
        new Protocol.Folds(1).divisions(material.labels(rows), material.groups(rows), seed).get(0);
    int[] folds = new int[material.groups().length];
    Arrays.fill(folds, -1);
    for (int i = 0; i < rows.length; i++) {
      folds[rows[i]] = own[i];
    }
    double[][] means = new double[folds.length][];
    int[] classes = new int[folds.length];
    for (int f = 0; f <= Arrays.stream(own).max().orElseThrow(); f++) {
      int fold = f;
      int[] train = rows(folds, other -> other >= 0 && other != fold);
      int[] test = rows(folds, other -> other == fold);
      if (Arrays.stream(material.labels(train)).distinct().count() < material.classes()) {
        continue;
      }
      Committee.Said says = Committee.of(candidates, material, train).says(material, test);
      put(says, test, means, classes);
    }
    return new Tested(
        method,
        List.<int[]>of(folds),
        List.<double[][]>of(means),
        List.<int[]>of(classes),
        candidates.stream().map(Candidate::described).toList(),
        0);
  }

  private static void put(Committee.Said says, int[] test, double[][] means, int[] classes) {
    for (int i = 0; i < test.length; i++) {
      means[test[i]] = says.probabilities()[i];
      classes[test[i]] = says.predicted()[i];
    }
  }

  private int[] taught() {
    return protocol.taught(material.groups().length);
  }

  /** What each view gives, in their order. */
  private List<Future<List<Candidate>>> search(int[] rows, long innerSeed) {
    return views.stream()
        .map(
            view ->
                workers.submit(
                    () -> new Search(material, families, innerSeed, nanos).under(view, rows)))
        .toList();
  }

  private static List<Candidate> get(List<Future<List<Candidate>>> views) {
    try {
      List<Candidate> all = new ArrayList<>();
      for (Future<List<Candidate>> view : views) {
        all.addAll(view.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the comparison was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static int[] rows(int[] division, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, division.length).filter(i -> wanted.test(division[i])).toArray();
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
