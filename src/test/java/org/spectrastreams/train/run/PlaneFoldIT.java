package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.nmr.NmrCnn;
import org.spectrastreams.train.data.PlaneImages;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.LabelledImages;
import org.spectrastreams.train.recipe.Recipe;

/** Folds that an earlier run left. */
class PlaneFoldIT {
  @TempDir private Path left;

  private PlaneFold written(String origin, int fold) throws Exception {
    PlaneFold given = new PlaneFold(origin, fold, new int[] {0, 1}, new int[] {1, 1}, 3);
    given.into(left);
    return given;
  }

  @Test
  void shouldLeaveNoFoldOfAnEarlierRunToPassForOneOfANewPackage() throws Exception {
    written("these pictures", 0);
    written("these pictures", 2);
    assertThat(PlaneFold.of(left, 2, "these pictures", 2)).isPresent();
    PlaneFold.removeAll(left, 3);
    for (int fold = 0; fold < 3; fold++) {
      assertThat(PlaneFold.of(left, fold, "these pictures", 2)).isEmpty();
    }
  }

  @Test
  void shouldRefuseAFoldOfOtherPictures() throws Exception {
    written("others", 0);
    assertThatThrownBy(() -> PlaneFold.of(left, 0, "these pictures", 2))
        .hasMessageContaining("leave --resume out");
  }

  /** As of the network before, which read the grey itself: nothing else of the recipe changed. */
  @Test
  void shouldRefuseAFoldOfAnotherNetworkWhereARunGoesOn() throws Exception {
    for (String name : List.of("left", "right")) {
      Path pictures = Files.createDirectories(left.resolve("pictures").resolve(name));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(46, 40, BufferedImage.TYPE_BYTE_GRAY);
        image.setRGB(i, name.length(), 0xffffff);
        ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
      }
    }
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
    Recipe recipe = Recipe.fromSettings(settings);
    PreparedSpectra planes =
        PlaneImages.read((LabelledImages) recipe.data(), left.resolve("pictures"));
    NetworkFacts now = new NmrCnn(40, 46, 2).facts();
    Map<String, Object> architecture = new LinkedHashMap<>(now.architecture());
    architecture.remove("reads");
    NetworkFacts before =
        new NetworkFacts(now.kind(), now.description(), architecture, now.explanation());
    Path folds =
        left.resolve("out").resolve(recipe.id().name()).resolve("folds-" + recipe.id().version());
    int[] classes = {0, 1};
    new PlaneFold(PlaneFold.origin(recipe, before, planes), 0, classes, classes, 3).into(folds);

    assertThatThrownBy(
            () ->
                new PlaneRun(recipe, line -> {})
                    .into(left.resolve("pictures"), left.resolve("out"), 1, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fold-1.json")
        .hasMessageContaining("leave --resume out");
  }
}
