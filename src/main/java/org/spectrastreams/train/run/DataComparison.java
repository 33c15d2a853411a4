package org.spectrastreams.train.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.choose.Candidate;
import org.spectrastreams.train.choose.Committee;
import org.spectrastreams.train.choose.Comparison;
import org.spectrastreams.train.choose.Importance;
import org.spectrastreams.train.choose.Material;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.measure.MethodRow;
import org.spectrastreams.train.networks.NetworkTrials;

/**
 * Everything that fits a user's spectra, compared honestly.
 *
 * @param set the spectra
 * @param taught those of them that may be learned from: all, unless some were put aside for the
 *     test
 * @param chain what comes before every view
 * @param evaluation what was measured on, in words
 * @param tested what each method said of unseen spectra
 * @param rows the scores, in the order of {@code tested}
 * @param chosen what each method takes with all spectra to choose by
 * @param best the method that a package should hold
 * @param fitted the best method, fitted to all spectra that may be learned from
 * @param unseen what the best method said of spectra of its fit while they were left out of it: the
 *     test, or where other spectra were put aside for that, folds of those that were not
 * @param importance of every point in the projection (VIP) of the method that makes one; empty
 *     where none was compared
 * @param leftOut networks that were not compared, and why, a sentence each
 */
public record DataComparison(
    LabelledSet set,
    LabelledSet taught,
    PreprocessingChain chain,
    String evaluation,
    Map<String, Tested> tested,
    List<MethodRow> rows,
    Map<String, List<Candidate>> chosen,
    String best,
    Committee fitted,
    Tested unseen,
    Optional<Importance> importance,
    List<String> leftOut) {
  /** What a single family must be ahead by for the committee to be passed over. */
  private static final double CLEARLY = 0.01;

  /**
   * Compares.
   *
   * @param progress receives a line whenever something is done
   * @throws IllegalArgumentException if the spectra cannot be trained with; the message says why
   */
  public static DataComparison of(LabelledSet set, ComparisonPlan plan, Consumer<String> progress) {
    set.requireTrainable();
    PreprocessingChain chain =
        PreprocessingChain.of(set.pixels().quantity(), onOwnAxis(set.pixels().axis()));
    Material material = Material.of(set.pixels(), chain);
    try (Comparison comparison =
        new Comparison(
            material, plan.families(), plan.protocol(), plan.seed(), plan.threads(), progress)) {
      Map<String, Tested> tested = new LinkedHashMap<>(comparison.nested());
      List<String> leftOut = new ArrayList<>();
      if (!plan.networks().isEmpty()) {
        networks(plan, material, comparison.divisions(), progress, tested, leftOut);
      }
      String evaluation = plan.protocol().described(material.groups(), set.division());
      List<MethodRow> rows = new ArrayList<>();
      for (Tested one : tested.values()) {
        rows.add(
            MethodRow.of(
                one,
                set.pixels().labels(),
                set.pixels().groups(),
                set.pixels().classes().size(),
                evaluation));
      }
      progress.accept("choosing with all spectra");
      Map<String, List<Candidate>> chosen = comparison.chosen();
      LabelledSet taught = set.first(plan.protocol().taught(set.pixels().count()).length);
      String best =
          isLess(taught, set) && chosen.containsKey(Committee.NAME)
              ? Committee.NAME // what was put aside has no say in the choice
              : best(rows.stream().filter(row -> chosen.containsKey(row.method())).toList());
      return new DataComparison(
          set,
          taught,
          chain,
          evaluation,
          tested,
          List.copyOf(rows),
          chosen,
          best,
          comparison.fitted(chosen.get(best)),
          isLess(taught, set) ? comparison.crossed(best, chosen.get(best)) : tested.get(best),
          chosen.values().stream()
              .filter(candidates -> candidates.size() == 1)
              .flatMap(candidates -> comparison.importance(candidates.get(0)).stream())
              .findFirst(),
          List.copyOf(leftOut));
    }
  }

  /** Whether some of the spectra were put aside for the test. */
  public boolean putsAside() {
    return isLess(taught, set);
  }

  private static boolean isLess(LabelledSet part, LabelledSet whole) {
    return part.pixels().count() < whole.pixels().count();
  }

  private static void networks(
      ComparisonPlan plan,
      Material material,
      List<int[]> divisions,
      Consumer<String> progress,
      Map<String, Tested> tested,
      List<String> leftOut) {
    try (NetworkTrials trials =
        new NetworkTrials(
            material.chain().grid(),
            material.variate(),
            material.groups(),
            divisions,
            plan.seed(),
            plan.threads(),
            progress)) {
      trials.of(plan.networks(), plan.minutes());
      tested.putAll(trials.tested());
      leftOut.addAll(trials.leftOut());
    }
  }

  /** The axis of the data is the model's: nothing is resampled. */
  private static Interpolate onOwnAxis(SpectralAxis axis) {
    double widest = 0;
    for (int i = 1; i < axis.size(); i++) {
      widest = Math.max(widest, axis.at(i) - axis.at(i - 1));
    }
    return Interpolate.covering(axis, Interpolation.LINEAR, 2 * widest);
  }

  /** The committee, unless a family alone is clearly ahead of it. */
  private static String best(List<MethodRow> rows) {
    MethodRow first =
        rows.stream()
            .filter(row -> !row.method().equals(Committee.NAME))
            .max(Comparator.comparingDouble(MethodRow::mean))
            .orElseThrow();
    return rows.stream()
        .filter(row -> row.method().equals(Committee.NAME))
        .filter(row -> row.mean() > first.mean() - CLEARLY)
        .findFirst()
        .orElse(first)
        .method();
  }

  /** The row of a method. */
  public MethodRow row(String method) {
    return rows.stream().filter(row -> row.method().equals(method)).findFirst().orElseThrow();
  }

  /** The methods that are as good as the best within one standard error, besides itself. */
  public List<String> matched() {
    MethodRow most = row(best);
    return rows.stream()
        .filter(row -> !row.method().equals(best) && most.isMatchedBy(row))
        .map(MethodRow::method)
        .toList();
  }

  /**
   * The balanced accuracy of whoever knew, for every spectrum of every repetition, a method that
   * tells it, where there is one: no rule of choosing one of these methods can be above it.
   */
  public double bound() {
    int[] labels = set.pixels().labels();
    ConfusionMatrix known = new ConfusionMatrix(set.pixels().classes().size());
    Tested any = tested.get(best);
    for (int r = 0; r < any.predicted().size(); r++) {
      for (int i = 0; i < labels.length; i++) {
        int repetition = r;
        int spectrum = i;
        if (any.probabilities().get(r)[i] != null) {
          boolean told =
              tested.values().stream()
                  .anyMatch(one -> one.tells(repetition, spectrum, labels[spectrum]));
          known.add(labels[i], told ? labels[i] : any.predicted().get(r)[i]);
        }
      }
    }
    return known.balancedAccuracy();
  }

  /** What a method took, in words. */
  public String taken(String method) {
    return chosen.containsKey(method)
        ? String.join("; ", chosen.get(method).stream().map(Candidate::described).toList())
        : String.join("; ", tested.get(method).chosen());
  }

  /** The simplest method that is as good as the best; the best itself where none is. */
  public MethodRow simplest() {
    MethodRow most = row(best);
    return rows.stream().filter(most::isMatchedBy).findFirst().orElse(most);
  }
}
