package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;

/** Pictures of spots: trained, tested, mapped, and their maps measured. */
class PlaneRunTrainingIT {
  @TempDir private Path folder;

  private void pictures(String name, int column) throws IOException {
    Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < 12; i++) {
      Random random = new Random(100L * column + i);
      BufferedImage image = new BufferedImage(46, 40, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 46 * 40; p++) {
        boolean spot =
            Math.abs(p % 46 - column - random.nextInt(3)) < 5 && p / 46 > 12 && p / 46 < 26;
        image.setRGB(p % 46, p / 46, spot ? 0x202020 : 0xffffff);
      }
      ImageIO.write(image, "png", folder.resolve(name).resolve(i + ".png").toFile());
    }
  }

  @Test
  void shouldWriteAPackageOfPicturesWithVerdictsOnItsMaps() throws Exception {
    pictures("left", 8);
    pictures("right", 32);
    Map<String, Object> settings = Recipe.read("nmr").toSettings();
    settings.put(
        "data",
        Map.of(
            "source",
            "labelled-images",
            "classes",
            List.of("left", "right"),
            "rows",
            40,
            "columns",
            46,
            "sets",
            3,
            "licence",
            "NOASSERTION",
            "attribution",
            "made by this test"));
    @SuppressWarnings("unchecked")
    Map<String, Object> training = (Map<String, Object>) settings.get("training");
    training.put("epochs", 6);

    ModelPackage model =
        new PlaneRun(Recipe.fromSettings(settings), line -> {})
            .into(folder, folder.resolve("out"), 1, false);

    ModelManifest manifest = model.manifest();
    assertThat(manifest.graph().input(Meaning.SPECTRA).shape()).containsExactly(40, 46);
    assertThat(manifest.evaluation().figures())
        .filteredOn(figure -> figure.measure().equals("accuracy"))
        .singleElement()
        .satisfies(figure -> assertThat(figure.value()).isGreaterThan(0.7));
    assertThat(model.explanations().orElseThrow().reliability())
        .extracting(Reliability::method)
        .containsExactly("grad-cam", "grad-cam-pp", "cam");
    assertThat(Files.readString(model.folder().resolve(ModelPackage.CARD)))
        .contains("planes of 40 rows of 46 points", "1 of 3 sets", "never saw the 8 of the first")
        .contains("It knows no domain", "| grad-cam |", "less those of random orders");

    // What was learnt is what the package says of a picture of the folder.
    LoadedPipeline pipeline =
        new LoadedPipeline(Pipeline.plain("planes", "nmr"), Optional.of(model), Optional.empty());
    try (BlockScorer scorer = BlockScorer.open(pipeline, Device.CPU);
        SpectrumSource picture =
            SpectrumFiles.open(
                folder.resolve("left/0.png"), OpenOptions.NONE.withQuantity(Quantity.GREY_VALUE))) {
      ResultView result =
          ResultView.of(
              scorer.score(
                  new RawBlock(
                      "planes",
                      "picture",
                      Optional.of(picture.geometry()),
                      0,
                      picture.next(1),
                      picture.name(),
                      false,
                      0),
                  BlockScorer.Place.NONE));
      assertThat(result.block().getClassNames(result.predictedClass(0))).isEqualTo("left");
      assertThat(result.activationMap(0)).hasSize(40 * 46);
    }

    List<String> said = new ArrayList<>();
    ModelPackage again =
        new PlaneRun(Recipe.fromSettings(settings), said::add)
            .into(folder, folder.resolve("out"), 1, true);
    assertThat(again.digest()).isEqualTo(model.digest());
    assertThat(said)
        .contains("1 of 1 folds are there from before")
        .noneMatch(line -> line.contains("epoch"));

    settings.put("seed", 2);
    assertThatThrownBy(
            () ->
                new PlaneRun(Recipe.fromSettings(settings), said::add)
                    .into(folder, folder.resolve("out"), 1, true))
        .hasMessageContaining("fold-1.json")
        .hasMessageContaining("another recipe or of other pictures");
  }
}
