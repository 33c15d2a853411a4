package org.spectrastreams.train.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.data.ScratchFolder;
import org.spectrastreams.train.measure.DataEvaluation;
import org.spectrastreams.train.measure.GroupedScores;
import org.spectrastreams.train.measure.MethodRow;

/** One page about every method on every labelled set that is there. */
public final class ResultsReport {
  private final Path root;
  private final Path beside;
  private final ComparisonPlan plan;
  private final Consumer<String> progress;
  private final StringBuilder summary = new StringBuilder();
  private final StringBuilder details = new StringBuilder();

  /**
   * A report that has not begun.
   *
   * @param root the folder that the sets' files are relative to
   * @param beside the folder of the plan, where files are looked for next
   * @param progress receives a line whenever something is done
   */
  public ResultsReport(Path root, Path beside, ComparisonPlan plan, Consumer<String> progress) {
    this.root = root;
    this.beside = beside;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Writes the page, in Markdown, anew after every set.
   *
   * @param command the command that writes it
   * @throws IOException if a set that is there cannot be read, or the page cannot be written
   */
  public void write(ResultsPlan plan, String command, Path page) throws IOException {
    for (ResultsPlan.Entry entry : plan.sets()) {
      Path data = found(entry.data());
      if (!Files.exists(data)) {
        line(summary, "| " + entry.name() + " | not on this machine | | | | | | |");
      } else {
        progress.accept("== " + entry.name());
        measure(entry, data);
      }
      Files.writeString(page, page(command));
    }
  }

  private String page(String command) {
    return """
    # Results

    Every method of `./spectra compare` on every labelled set, by nested cross-validation over whole groups:
    preprocessing, settings, the scale of the probabilities and the committee are chosen in each outer fold by an
    inner cross-validation of the other folds alone. Written by

    ```
    %s
    ```

    The same seed gives the same figures; seconds and memory are those of the machine. Intervals are of 95 %%, by
    drawing the groups anew. *Chosen* is what `./spectra train --data` packages, by these figures alone. The figure
    to beat is that of the project's own prototypes, most of them on test halves that are kept back; where one
    is on the machine, the package is scored on it. It is another quantity than the figure before it: there the
    folds of a training half were tested, a fifth of it at a time and taught by the rest, here other spectra, taught by all of it.

    | set | spectra | split | chosen | balanced accuracy, all folds | accuracy | to beat | test half |
    |---|---|---|---|---|---|---|---|
    %s
    %s\
    """
        .formatted(command, summary, details);
  }

  private Path found(String file) {
    Path data = root.resolve(file);
    return Files.exists(data) ? data : beside.resolve(file);
  }

  private void measure(ResultsPlan.Entry entry, Path data) throws IOException {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long started = System.nanoTime();
    LabelledSet set = LabelledFiles.read(entry.request(data));
    DataComparison comparison = DataComparison.of(set, plan, progress);
    double seconds = (System.nanoTime() - started) / 1e9;
    long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    MethodRow best = comparison.row(comparison.best());
    GroupedScores scores = best.scores();
    line(
        summary,
        String.format(
            Locale.ROOT,
            "| %s | %d × %d, %d classes | %s (%d) | %s | %.3f (%.3f–%.3f) | %.3f | %s | %s |",
            entry.name(),
            set.pixels().count(),
            set.pixels().axis().size(),
            set.pixels().classes().size(),
            set.division(),
            set.groupNames().size(),
            best.method(),
            scores.balancedAccuracy(),
            scores.balancedInterval().low(),
            scores.balancedInterval().high(),
            scores.accuracy(),
            entry.toBeat() > 0
                ? String.format(Locale.ROOT, "%.3f %s", entry.toBeat(), entry.measure())
                : "–",
            tested(entry, comparison)));
    line(details, "## " + entry.name());
    line(details, "");
    if (!entry.note().isEmpty()) {
      line(details, "- " + entry.note() + ".");
    }
    set.notes().forEach(note -> line(details, "- Note: " + note + "."));
    line(
        details,
        String.format(
            Locale.ROOT,
            "- %s; %.0f s in all, at most %d MB of heap.",
            comparison.evaluation(),
            seconds,
            peak >> 20));
    MethodRow simplest = comparison.simplest();
    if (!simplest.method().equals(best.method())) {
      line(details, "- As good within one standard error, and simpler: " + simplest.method() + ".");
    }
    List<String> matched = comparison.matched();
    if (!matched.isEmpty()) {
      line(
          details,
          "- Not told apart from it, within one standard error over the folds: "
              + String.join(", ", matched)
              + ".");
    }
    int[] labels = set.pixels().labels();
    int fewest =
        (int)
            IntStream.range(0, set.pixels().classes().size())
                .mapToLong(c -> Arrays.stream(labels).filter(label -> label == c).count())
                .min()
                .orElseThrow();
    line(
        details,
        String.format(
            Locale.ROOT,
            "- The smallest class has %d spectra; if for every spectrum the method were known that"
                + " tells it, balanced accuracy would be %.3f.",
            fewest,
            comparison.bound()));
    comparison.leftOut().forEach(why -> line(details, "- " + why + "."));
    line(details, "");
    line(
        details,
        "| method | balanced accuracy over folds | all folds | accuracy | macro F1 | ECE | seconds"
            + " | with all spectra |");
    line(details, "|---|---|---|---|---|---|---|---|");
    for (MethodRow row : comparison.rows()) {
      line(details, row(row, comparison));
    }
    line(details, "");
  }

  private static String row(MethodRow row, DataComparison comparison) {
    GroupedScores scores = row.scores();
    return String.format(
        Locale.ROOT,
        "| %s | %.3f ± %.3f | %.3f (%.3f–%.3f) | %.3f | %.3f | %.3f | %.1f | %s |",
        row.method().equals(comparison.best()) ? "**" + row.method() + "**" : row.method(),
        row.mean(),
        row.spread(),
        scores.balancedAccuracy(),
        scores.balancedInterval().low(),
        scores.balancedInterval().high(),
        scores.accuracy(),
        scores.macroF1(),
        scores.calibrationError(),
        row.seconds(),
        comparison.taken(row.method()));
  }

  /** What the package scores on the held-back half, where that is there. */
  private String tested(ResultsPlan.Entry entry, DataComparison comparison) throws IOException {
    Path test = found(entry.test());
    if (entry.test().isEmpty() || !Files.exists(test)) {
      return entry.test().isEmpty() ? "–" : "kept back";
    }
    try (ScratchFolder store = new ScratchFolder("results")) {
      ModelPackage model =
          new DataRun(comparison, new ModelId("results", "1.0.0"), "", plan.seed(), false, progress)
              .into(store.path());
      LabelledSet held = LabelledFiles.read(entry.request(test).of(List.of(test)));
      GroupedScores scores = DataEvaluation.of(model, held).scores();
      return String.format(
          Locale.ROOT,
          "%.3f balanced, %.3f accuracy",
          scores.balancedAccuracy(),
          scores.accuracy());
    }
  }

  private static void line(StringBuilder page, String text) {
    page.append(text).append('\n');
  }
}
