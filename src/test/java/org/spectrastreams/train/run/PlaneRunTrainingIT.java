package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.train.recipe.Recipe;

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
  void shouldCrossValidatePicturesAndMeasureTheirMaps() throws Exception {
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

    Path out = folder.resolve("out");
    double accuracy =
        new PlaneRun(Recipe.fromSettings(settings), line -> {}).into(folder, out, 1, false);

    assertThat(accuracy).isGreaterThan(0.7);
    assertThat(out.resolve("ensemble.onnx")).exists();
    JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    assertThat(report.get("maps").fieldNames())
        .toIterable()
        .containsExactly("grad-cam", "grad-cam-plus-plus");
    assertThat(report.get("maps").get("grad-cam").get("pictures").asInt()).isEqualTo(8);

    List<String> said = new ArrayList<>();
    double again =
        new PlaneRun(Recipe.fromSettings(settings), said::add).into(folder, out, 1, true);

    assertThat(again).isEqualTo(accuracy);
    assertThat(said)
        .contains("1 of 1 folds are there from before")
        .noneMatch(l -> l.contains("epoch"));

    settings.put("seed", 2);
    assertThatThrownBy(
            () -> new PlaneRun(Recipe.fromSettings(settings), said::add).into(folder, out, 1, true))
        .hasMessageContaining("fold-1.json")
        .hasMessageContaining("another recipe or of other pictures");
  }
}
