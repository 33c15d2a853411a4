package org.spectrastreams.train.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.choose.Candidate;
import org.spectrastreams.train.choose.Committee;
import org.spectrastreams.train.choose.Comparison;
import org.spectrastreams.train.choose.Material;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.measure.MethodRow;

/**
 * Everything that fits a user's spectra, compared honestly.
 *
 * @param set the spectra
 * @param chain what comes before every view
 * @param evaluation what was measured on, in words
 * @param tested what each method said of unseen spectra
 * @param rows the scores, in the order of {@code tested}
 * @param chosen what each method takes with all spectra to choose by
 * @param best the method that a package should hold
 * @param fitted the best method, fitted to all spectra
 */
public record DataComparison(
    LabelledSet set,
    PreprocessingChain chain,
    String evaluation,
    Map<String, Tested> tested,
    List<MethodRow> rows,
    Map<String, List<Candidate>> chosen,
    String best,
    Committee fitted) {
  /** What a single family must be ahead by for the committee to be passed over. */
  private static final double CLEARLY = 0.01;

  /**
   * Compares.
   *
   * @param families what to compare
   * @param threads folds tried at once; has no influence on the figures
   * @param progress receives a line whenever something is done
   * @throws IllegalArgumentException if the spectra cannot be trained with; the message says why
   */
  public static DataComparison of(
      LabelledSet set, List<Family> families, long seed, int threads, Consumer<String> progress) {
    set.requireTrainable();
    PreprocessingChain chain =
        PreprocessingChain.of(set.pixels().quantity(), onOwnAxis(set.pixels().axis()));
    Material material = Material.of(set.pixels(), chain);
    try (Comparison comparison = new Comparison(material, families, seed, threads, progress)) {
      Map<String, Tested> tested = comparison.nested();
      String evaluation =
          "nested cross-validation "
              + set.division()
              + (comparison.repetitions() > 1
                  ? ", " + comparison.repetitions() + " repetitions"
                  : "");
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
      String best = best(rows);
      progress.accept("choosing with all spectra");
      Map<String, List<Candidate>> chosen = comparison.chosen();
      return new DataComparison(
          set,
          chain,
          evaluation,
          tested,
          List.copyOf(rows),
          chosen,
          best,
          comparison.fitted(chosen.get(best)));
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

  /** The simplest method that is as good as the best; the best itself where none is. */
  public MethodRow simplest() {
    MethodRow most = row(best);
    return rows.stream().filter(most::isMatchedBy).findFirst().orElse(most);
  }
}
