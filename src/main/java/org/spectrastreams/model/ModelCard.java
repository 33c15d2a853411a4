package org.spectrastreams.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.preprocess.PlaneGrid;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The page about a model that stands in its package, generated from what its manifests say alone.
 */
public final class ModelCard {
  private final StringBuilder page = new StringBuilder();

  private ModelCard() {}

  /** The card of a model, in Markdown. */
  public static String of(ModelManifest manifest) {
    return new ModelCard().write(manifest, null);
  }

  /** The card of a model with explanations, in Markdown. */
  public static String of(ModelManifest manifest, ExplanationManifest explanations) {
    return new ModelCard().write(manifest, explanations);
  }

  private void calibration(Calibration known) {
    if (!known.isKnown()) {
      line("- Confidence: the members' mean probability, not calibrated.");
      return;
    }
    line(
        String.format(
            Locale.ROOT,
            "- Confidence: the calibrated probability of the predicted class (%s %.2f%s). Expected"
                + " calibration error %.3f%s over %d spectra of %d groups, each by the calibration"
                + " of the others, before %.3f (%s).",
            Calibration.TEMPERATURE,
            known.temperature(),
            known.offsets().isEmpty()
                ? ""
                : known.offsets().stream()
                    .map(offset -> String.format(Locale.ROOT, "%.2f", offset))
                    .collect(Collectors.joining(", ", ", summands of the classes ", "")),
            known.error(),
            known.interval().isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT,
                    " (95 %% when whole groups are drawn anew: %.3f to %.3f)",
                    known.interval().get(0),
                    known.interval().get(1)),
            known.spectra(),
            known.groups(),
            known.errorBefore(),
            known.truth()));
    if (known.sets().isKnown()) {
      line(
          String.format(
              Locale.ROOT,
              "- Sets of classes (split conformal, class by class): made to hold the true class of"
                  + " %.0f %% of the spectra. Of a group that gave no threshold they held %.3f in"
                  + " the mean of %d groups, %.3f in the worst, with %.2f classes in the mean.",
              100 * known.sets().level(),
              known.sets().coverage(),
              known.groups(),
              known.sets().worst(),
              known.sets().size()));
    }
  }

  private void domain(Domain domain) {
    if (!domain.isKnown()) {
      line("- Domain: none. Whatever can be prepared gets a class, however unlike the training.");
      return;
    }
    line(
        String.format(
            Locale.ROOT,
            "- Domain: %s with %d components; a spectrum beyond %s is not judged. Not judged of a"
                + " group that gave no threshold: %.3f in the mean of %d groups, %.3f in the"
                + " worst.",
            domain.method(),
            domain.components(),
            domain.threshold(),
            domain.falseAlarms(),
            domain.groups(),
            domain.worstFalseAlarms()));
    for (Domain.Background kind : domain.background()) {
      line(
          String.format(
              Locale.ROOT,
              "- Background: %s is not judged; of %d spectra of unseen groups, pixels at borders"
                  + " included, %.3f would be.",
              kind.name(),
              kind.spectra(),
              kind.judged()));
    }
    if (domain.signal().isKnown()) {
      line(
          String.format(
              Locale.ROOT,
              "- Signal: a raw spectrum whose values span less than %.3g, or less than %.1f times"
                  + " their noise, is not judged.",
              domain.signal().height(),
              domain.signal().ratio()));
    }
  }

  private String write(ModelManifest manifest, ExplanationManifest explanations) {
    line("# " + manifest.title());
    line("");
    line("`" + manifest.id() + "` · " + manifest.task() + " · generated from `model.json`");
    line("");
    if (manifest.simulated()) {
      line("> **Simulated.** This model was trained on computed spectra. It says nothing about");
      line("> any measured sample, and must not be used on one.");
      line("");
    }
    line(manifest.description());

    section("Input and output");
    line("- Input: " + input(manifest.preprocessing()));
    line("- Classes: " + String.join(", ", manifest.classes()) + ".");
    line(
        "- "
            + (manifest.members() == 1 ? "1 member, " : manifest.members() + " members, each ")
            + (manifest.network().description().isEmpty()
                ? "a network of the shape " + manifest.architecture()
                : manifest.network().description())
            + (manifest.members() == 1 ? "." : "; the members vote."));
    line(
        "- Explanation: "
            + manifest.explanation().method()
            + " at the "
            + manifest.explanation().layer()
            + ", spread "
            + manifest.explanation().spreading()
            + "; gradient of "
            + manifest.explanation().outcome()
            + ".");

    domain(manifest.domain());
    calibration(manifest.calibration());

    section("Preprocessing");
    line("Part of the model; applied to every spectrum before it is scored:");
    line("");
    line("```json");
    line(shortened(manifest.preprocessing().toJson()));
    line("```");

    section("Data");
    line("| set | use | licence | from |");
    line("|---|---|---|---|");
    for (DataSet set : manifest.training().data()) {
      row(
          set.name() + (set.simulated() ? " (simulated)" : ""),
          set.use(),
          set.licence(),
          set.attribution());
    }
    line("");
    line("Split: " + manifest.training().split());

    section("Figures");
    figures(manifest.evaluation().figures());

    if (explanations != null) {
      explanations(explanations);
    }

    section("Limits");
    bullets(manifest.evaluation().limits());
    if (explanations != null) {
      explanations.limits().forEach(limit -> line("- " + limit));
    }

    section("How to reproduce");
    line("```");
    manifest.training().reproduce().forEach(this::line);
    if (explanations != null) {
      explanations.reproduce().forEach(this::line);
    }
    line("```");
    line("");
    line("Seeds of the members: " + manifest.training().seeds() + ".");
    if (!manifest.training().settings().isEmpty()) {
      line("");
      line("Settings:");
      line("");
      line("```json");
      line(shortened(ManifestJson.indented(manifest.training().settings())));
      line("```");
    }
    return page.toString();
  }

  private static String input(PreprocessingChain chain) {
    SpectralAxis axis = chain.grid();
    return chain
        .plane()
        .map(
            plane ->
                String.format(
                    Locale.ROOT,
                    "%s, planes of %d rows of %d points after preprocessing: %s",
                    chain.quantity().id(),
                    plane.rows().size(),
                    plane.columns().size(),
                    plane.reduction() == PlaneGrid.Reduction.AREA_MEAN
                        ? "larger pictures become the means of what each point covers; smaller"
                            + " ones, and those of other proportions, are refused."
                        : "planes over other axes are refused."))
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "%s, %d points from %s to %s cm⁻¹ after preprocessing.",
                    chain.quantity().id(),
                    axis.size(),
                    number(axis.min()),
                    number(axis.max())));
  }

  private void explanations(ExplanationManifest known) {
    section("Explanations");
    if (known.lime().isKnown()) {
      line(
          String.format(
              Locale.ROOT,
              "- LIME (stable kind): segments every %s cm⁻¹, %d perturbed spectra an explanation.",
              number(known.lime().segmentSpacing()),
              known.lime().samples()));
    }
    if (known.crime().isKnown()) {
      contexts(known.crime());
    }
    if (!known.reliability().isEmpty()) {
      line("");
      line("| method | verdict | measure | value | expected |");
      line("|---|---|---|---|---|");
      for (ExplanationManifest.Reliability check : known.reliability()) {
        row(
            check.method(),
            check.reliable() ? "reliable" : "**unreliable**",
            check.measure(),
            String.format(Locale.ROOT, "%.3g", check.value()),
            check.expected());
      }
      checks(known);
    }
    line("");
    figures(known.figures());
  }

  private void contexts(ExplanationManifest.Crime known) {
    line(
        String.format(
            Locale.ROOT,
            "- CRIME: %d contexts of %d spectra, %s variational auto-encoder, %.0f %% supervised,"
                + " %d latent dimensions, seed %d.",
            known.contexts(),
            known.spectra(),
            known.vae(),
            100 * known.supervision(),
            known.latent(),
            known.seed()));
    line("");
    line(
        "![The latent space, projected on its two main axes](" + ModelPackage.LATENT_PICTURE + ")");
  }

  /** Every check of every method; nothing of verdicts that list none. */
  private void checks(ExplanationManifest known) {
    if (known.reliability().stream().allMatch(verdict -> verdict.checks().isEmpty())) {
      return;
    }
    line("");
    line(
        "A method is reliable if it passed every check."
            + (known.preferred().isEmpty()
                ? " None is preferred."
                : " Where nobody names one, `" + known.preferred() + "` is asked for."));
    line("");
    line("| method | check | found | expected | passed |");
    line("|---|---|---|---|---|");
    for (ExplanationManifest.Reliability verdict : known.reliability()) {
      for (ExplanationManifest.Check check : verdict.checks()) {
        row(
            verdict.method(),
            check.measure(),
            String.format(Locale.ROOT, "%.3g", check.value()),
            check.expected(),
            check.passed() ? "yes" : "**no**");
      }
    }
  }

  private void figures(List<Figure> figures) {
    if (figures.isEmpty()) {
      line("None were measured.");
      return;
    }
    Map<String, List<Figure>> byEvaluation = new LinkedHashMap<>();
    for (Figure figure : figures) {
      byEvaluation.computeIfAbsent(figure.evaluation(), key -> new ArrayList<>()).add(figure);
    }
    byEvaluation.forEach(
        (evaluation, rows) -> {
          line("**" + evaluation + "**");
          line("");
          line("| method | measure | value | runs |");
          line("|---|---|---|---|");
          for (Figure figure : rows) {
            row(
                figure.method(),
                figure.measure(),
                figure.runs() == 1
                    ? String.format(Locale.ROOT, "%.4g", figure.value())
                    : String.format(Locale.ROOT, "%.4g ± %.2g", figure.value(), figure.spread()),
                String.valueOf(figure.runs()));
          }
          line("");
          simpler(rows);
        });
    line("± is the standard deviation over the runs.");
  }

  /** Says so where the simple method of a comparison wins. */
  private void simpler(List<Figure> rows) {
    double simple = balanced(rows, "PCA-LDA");
    double ensemble = balanced(rows, "ensemble");
    if (simple >= ensemble) {
      line(
          String.format(
              Locale.ROOT,
              "PCA-LDA, which is simpler, tells these classes at least as well: balanced accuracy"
                  + " %.3f, the ensemble %.3f.",
              simple,
              ensemble));
      line("");
    }
  }

  private static double balanced(List<Figure> rows, String method) {
    return rows.stream()
        .filter(figure -> figure.method().startsWith(method))
        .filter(figure -> figure.measure().equals("balanced accuracy"))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void bullets(List<String> items) {
    if (items.isEmpty()) {
      line("None are known, which is not to say that there are none.");
    }
    items.forEach(item -> line("- " + item));
  }

  private void row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s+", " ")).append(" |");
    }
    line(row.toString());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Per-variable statistics are long; the manifest has them whole. */
  private static String shortened(String json) {
    return json.replaceAll("\\[((?:[^\\[\\],]+,){3})[^\\[\\]{}]{80,}\\]", "[$1 …]");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
