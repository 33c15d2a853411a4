package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Contexts and the latent space in the viewer, and the pixels that are selected by them. */
interface ViewedContexts extends OpenViewer {
  @Test
  default void shouldOpenTheCardOfAContextAndSelectItsPixels() throws Exception {
    service().scanExplained("carded");
    viewer().open("#carded/context");
    page().waitForSelector("#legend .card");
    page().waitForCondition(() -> viewer().painted() > 1000);
    int all = viewer().painted();
    Map<Integer, Integer> pixels = new HashMap<>();
    ByteBuffer contexts = service().layer("carded", "context");
    while (contexts.hasRemaining()) {
      pixels.merge((int) contexts.getChar(), 1, Integer::sum);
    }
    assertThat(page().locator("#legend .card").count())
        .isEqualTo((int) pixels.keySet().stream().filter(id -> id < 65_534).count())
        .isGreaterThan(1);
    int id = Integer.parseInt(page().getAttribute("#legend .card >> nth=0", "data-context"));
    page().click("#legend .card >> nth=0");

    page().waitForSelector("#card-title:has-text(\"Context " + id + "\")");
    JsonNode card = service().get("api/pipelines/untrained/contexts").at("/contexts/" + id);
    assertThat(page().textContent("#card")).contains("stands for " + card.get("label").asText());
    assertThat(page().textContent("#card-histogram")).contains("normal", "cancerous");
    assertThat(viewer().selected()).isEqualTo(pixels.get(id));
    page().waitForCondition(() -> viewer().painted() < all);
    page().keyboard().press("Escape");
    page().waitForCondition(() -> !page().isVisible("#selection") && viewer().painted() == all);
    assertThat(page().textContent("#card")).doesNotContain("stands for");
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldLinkTheLatentSpaceWithTheMap() throws Exception {
    service().scanExplained("linked");
    viewer().openPainted("linked", "class");
    page().waitForSelector("#latent:visible");
    int all = viewer().painted();
    // The plot is centred on all its points, of the image and of the training (one, at 0, 0).
    ByteBuffer values = service().layer("linked", "latent-1");
    List<Float> places = new ArrayList<>();
    while (values.hasRemaining()) {
      float value = values.getFloat();
      if (!Float.isNaN(value)) {
        places.add(value);
      }
    }
    double least = Math.min(0, places.stream().mapToDouble(Float::doubleValue).min().orElseThrow());
    double most = Math.max(0, places.stream().mapToDouble(Float::doubleValue).max().orElseThrow());
    int left = (int) places.stream().filter(value -> value < (least + most) / 2).count();
    assertThat(left).isBetween(1, places.size() - 1);
    page().waitForCondition(() -> page().isVisible("#tab-card"));
    viewer().drawAround("#latent", 0.001, 0.001, 0.5, 0.999);

    // Points on the line itself may fall to either side.
    assertThat(viewer().selected()).isCloseTo(left, Offset.offset(2));
    page().waitForCondition(() -> viewer().painted() < all);
    viewer().picture("latent");
    page().click("#selection-clear");
    page().waitForCondition(() -> viewer().painted() == all);

    Object plot = viewer().shown("latent");
    page().click("#lasso");
    viewer().drawAround("#map", 0.001, 0.001, 0.5, 0.999);
    assertThat(viewer().selected()).isEqualTo(ScannedService.WIDTH / 2 * ScannedService.HEIGHT);
    page().waitForCondition(() -> !plot.equals(viewer().shown("latent")));
    assertThat(viewer().complaints()).isEmpty();
  }
}
