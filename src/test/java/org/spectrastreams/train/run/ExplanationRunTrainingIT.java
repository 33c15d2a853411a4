package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.Npy;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.data.DataRequest;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.equip.PackageExplanations;
import org.spectrastreams.train.measure.ExplanationFidelity;
import org.spectrastreams.train.recipe.ExplanationRecipe;
import org.spectrastreams.train.recipe.Recipe;

/** A recipe's explanations for a model that was never trained, from data to package. */
class ExplanationRunTrainingIT {
  private static final ExplanationFidelity LITTLE = new ExplanationFidelity(1, 400, 4, 0);

  @TempDir private static Path store;
  private static Recipe recipe;
  private static ModelPackage plain;
  private static ModelPackage written;

  @BeforeAll
  static void explain() throws IOException {
    recipe = quick(settings());
    plain = untrained(recipe);
    written = new ExplanationRun(recipe, 2, line -> {}, LITTLE).into(plain, store);
  }

  private static Recipe quick(ExplanationRecipe explanations) throws IOException {
    Recipe shipped = Recipe.read("cartilage");
    return new Recipe(
        "quick",
        shipped.version(),
        shipped.title(),
        shipped.description(),
        shipped.data(),
        shipped.preprocessing(),
        shipped.scalePerVariable(),
        shipped.training(),
        1,
        1,
        1,
        shipped.limits(),
        explanations,
        null,
        null,
        shipped.network());
  }

  private static ExplanationRecipe settings() {
    return new ExplanationRecipe(null, 40, 60, 40, 20, 2, "cp", 0.2, 3, 2, List.of(3, 5), null, 1);
  }

  /** A single member of random weights that reads what the recipe's data are. */
  private static ModelPackage untrained(Recipe recipe) throws IOException {
    SpectralAxis axis = recipe.preprocessing().grid();
    List<String> classes = List.of("matrix", "lacuna", "cell");
    ModelManifest any = RandomModels.manifest(recipe.id(), axis, classes, 1);
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
            recipe.id(),
            any.title(),
            any.description(),
            true,
            classes,
            recipe.preprocessing(),
            any.facts(),
            1,
            any.training(),
            any.evaluation());
    SpectrumBlock probe =
        new SpectrumBlock(
            axis,
            Quantity.RAMAN_INTENSITY,
            new int[1],
            new int[1],
            RandomModels.spectra(1, axis.size(), 9));
    return EnsemblePackages.write(store, manifest, RandomModels.weights(axis, 3, 1, 1), probe);
  }

  @Test
  void shouldGiveContextsToAPackageOfAUsersSpectraAndKeepWhatElseExplainsIt(@TempDir Path other)
      throws IOException {
    Path map = Path.of("src/main/resources/samples/cartilage/cartilage.hdr");
    LabelledSet set =
        LabelledFiles.read(
            new DataRequest(
                List.of(map),
                Optional.empty(),
                Optional.empty(),
                OpenOptions.NONE.withQuantity(Quantity.RAMAN_INTENSITY),
                false,
                4,
                120));
    float[] prepared = set.pixels().prepare(plain.preprocessing()).values();
    float[] coefficients = new float[3 * plain.axis().size()];
    ModelPackage explained =
        PackageExplanations.write(
            other,
            plain,
            prepared,
            "these",
            "a command",
            Map.of(
                ModelPackage.COEFFICIENTS,
                new Npy(new int[] {3, plain.axis().size()}, coefficients).toBytes()),
            1);

    ModelPackage model =
        new DataContexts(set, settings(), LITTLE, "a command", 1, line -> {})
            .into(explained, other);
    List<Figure> figures = model.explanations().orElseThrow().figures();
    ModelPackage judged = DataContexts.judged(model, figures, other);

    assertThat(Contexts.of(model).count()).isIn(3, 5);
    assertThat(model.hasExplainer()).isTrue();
    assertThat(model.optionalExplanationFile(ModelPackage.COEFFICIENTS)).isPresent();
    assertThat(model.explanations().orElseThrow().limits())
        .noneMatch(limit -> limit.contains("no contexts"))
        .anyMatch(limit -> limit.contains("four fifths of the groups"));
    assertThat(judged.explanations().orElseThrow().reliability())
        .extracting(Reliability::method)
        .contains("crime", "lime-amortised");
  }

  @Test
  void shouldWriteAPackageWhoseExplanationsAreWholeAndTheSameEveryTime() throws IOException {
    ModelPackage model = new ModelStore(store).open("quick");
    assertThat(model.digest()).isEqualTo(written.digest());
    ExplanationManifest known = model.explanations().orElseThrow();
    assertThat(known.lime().samples()).isEqualTo(60);
    Contexts contexts = Contexts.of(model);
    assertThat(contexts.count()).isIn(3, 5).isEqualTo(known.crime().contexts());
    assertThat(contexts.latent()).isEqualTo(3);
    assertThat(LimeBackground.of(model).points()).isEqualTo(model.axis().size());
    float[] drawn =
        Npy.read(ModelPackage.LATENT, model.explanationFile(ModelPackage.LATENT), -1, 4).values();
    for (int i = 0; i < drawn.length; i += 4) {
      assertThat(drawn[i + 2]).isBetween(0f, contexts.count() - 1f);
      assertThat(drawn[i + 3]).isBetween(0f, 2f);
    }
    assertThat(known.figures())
        .extracting(Figure::method)
        .contains("amortised LIME", "LIME of 60 samples", "linearised classifier");
    ModelPackage again = new ExplanationRun(recipe, 1, line -> {}, LITTLE).into(plain, store);
    assertThat(again.manifest().files()).isEqualTo(written.manifest().files());
  }

  @Test
  void shouldCompareAutoEncodersByTheSameFiguresOnAnyNumberOfThreads() throws IOException {
    String one = comparison(new ExplanationsReport(1, line -> {}, LITTLE));

    List<String> rows = one.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).startsWith("| auto-encoder | told | contexts |");
    // The recipe's share for the one that can be told classes; the other never is.
    assertThat(rows.get(1)).startsWith("| cp | 20 % | ");
    assertThat(rows.get(2)).startsWith("| dense | 0 % | ");
    for (String row : rows.subList(1, 3)) {
      List<String> cells = List.of(row.substring(2, row.length() - 2).split(" \\| "));
      assertThat(cells).hasSize(16);
      assertThat(Integer.parseInt(cells.get(2))).isIn(3, 5);
      assertThat(Double.parseDouble(cells.get(3))).as("silhouette").isBetween(-1.0, 1.0);
      assertThat(Double.parseDouble(cells.get(4))).as("linearised = ensemble").isBetween(0.0, 1.0);
      assertThat(Double.parseDouble(cells.get(15))).as("same context").isBetween(0.0, 1.0);
      assertThat(cells.subList(12, 15))
          .as("nothing is planted in measured spectra")
          .containsOnly("—");
    }
    assertThat(comparison(new ExplanationsReport(2, line -> {}, LITTLE))).isEqualTo(one);
  }

  private static String comparison(ExplanationsReport report) throws IOException {
    return report.comparison(written, recipe, List.of("cp", "dense"), List.of(0.0, 1.0), 64, 128);
  }

  @Test
  void shouldMarkMethodsThatFallShortAndKeepWhatWasFoundInOtherWays() {
    List<Reliability> before =
        List.of(
            new Reliability("lime", true, "sanity", 0.9, "0.5 or more"),
            new Reliability("crime", true, "sanity", 1, "0.8 or more"),
            new Reliability("lime-amortised", false, "sanity", 0.9, "at most 0.5"));
    List<Figure> figures =
        List.of(
            new Figure(
                "held out", "label of the context", "agreement with the ensemble", 0.7, 0, 1),
            new Figure("held out", "amortised LIME", "correlation with a long one", 0.93, 0.1, 3));
    List<Reliability> found = ExplanationRun.reliability(before, figures);
    // A verdict gains checks where it stands.
    assertThat(found)
        .extracting(Reliability::method)
        .containsExactly("lime", "crime", "lime-amortised");
    assertThat(found).extracting(Reliability::reliable).containsExactly(true, false, false);
  }

  @Test
  void shouldRefuseARecipeWithoutExplanations() throws IOException {
    Recipe silent = quick(null);
    assertThatThrownBy(() -> new ExplanationRun(silent, 1, line -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no section 'explanations'");
    assertThatThrownBy(
            () ->
                new ExplanationRecipe(
                    null, 16, 1000, 80, 0, 1, "xx", 0.2, 4, 1, List.of(4), null, 1))
        .hasMessageContaining("expected one of cp, ct, tt, dense");
  }
}
