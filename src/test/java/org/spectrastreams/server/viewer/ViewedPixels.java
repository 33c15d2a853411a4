package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.block.RawBlock;

/** What the viewer shows of a pixel that is opened. */
interface ViewedPixels extends OpenViewer {
  @Test
  default void shouldExplainTheClickedPixel() throws Exception {
    service().scanCartilage("clicked");
    viewer().openPainted("clicked", "class");
    viewer().clickMap(0, 0);
    page().mouse().move(0, 0);

    // The image is centred, so the middle of the canvas is its middle pixel.
    assertThat(page().textContent("#spectrum-title")).startsWith("Spectrum at 17, 12");
    assertThat(page().url()).endsWith("#clicked/class/17/12");
    JsonNode answer = service().get("api/images/clicked/pixels/17/12");
    assertThat(page().textContent("#verdict")).isEqualTo(answer.at("/result/class").asText());
    assertThat(page().locator("#probabilities .bar-track").count()).isEqualTo(3);
    assertThat(page().locator("#votes .vote").count())
        .isEqualTo(answer.at("/result/memberVotes").size())
        .isGreaterThanOrEqualTo(5);
    assertThat(page().textContent("#provenance"))
        .contains("measured", "cartilage 1.0.0", "spectra.raw-", "spectra.results-")
        .contains(
            answer.at("/result/modelDigest").asText().replace("sha256:", "").substring(0, 12));
    page().waitForCondition(viewer()::isPlotted);
    viewer().picture("cartilage");
    shouldBeTheSpectrumOfTheFile(answer, 17, 12);
    assertThat(viewer().complaints()).isEmpty();
  }

  private static void shouldBeTheSpectrumOfTheFile(JsonNode answer, int x, int y)
      throws IOException {
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int i = 0; i <= y; i++) {
        line = source.next(35);
      }
      int points = line.axis().size();
      assertThat(answer.at("/spectrum/values")).hasSize(points);
      for (int i = 0; i < points; i++) {
        assertThat((float) answer.at("/spectrum/values").get(i).doubleValue())
            .isEqualTo(line.intensities()[x * points + i]);
        assertThat(answer.at("/spectrum/axis").get(i).doubleValue()).isEqualTo(line.axis().at(i));
      }
    }
  }

  @Test
  default void shouldBeUsableWithoutAMouse() throws Exception {
    service().scanCartilage("typed");
    viewer().openPainted("typed", "class");
    page().focus("#map");
    page().keyboard().press("ArrowRight");
    page().keyboard().press("Shift+ArrowDown");
    assertThat(page().textContent("#readout")).startsWith("x 18  y 22");
    page().keyboard().press("Enter");
    page().waitForSelector("#verdict");

    assertThat(page().textContent("#spectrum-title")).startsWith("Spectrum at 18, 22");
  }

  @Test
  default void shouldSayWhatTheLogNoLongerHolds() throws Exception {
    service().scanCartilage("forgotten");
    JsonNode before = service().get("api/images/forgotten/pixels/17/12");
    service().delete(before.at("/result/source"));
    viewer().open("#forgotten/class/17/12");
    page().waitForSelector("#verdict");
    page().waitForSelector("#plot-hint:has-text(\"no longer in the log\")");
    assertThat(page().locator("#probabilities .bar-track").count()).isEqualTo(3);

    service().delete(before.at("/place"));
    page().reload();
    page().waitForSelector("#pixel:has-text(\"no longer in the log\")");
    assertThat(page().isVisible("#verdict")).isFalse();
  }

  @Test
  default void shouldDrawAPlaneWithItsHeatMapOverIt() throws Exception {
    service()
        .send(
            new RawBlock(
                "planes",
                "pictures",
                Optional.of(ImageGeometry.of(3, 1)),
                0,
                PlaneModels.pictures(3, PlaneModels.COLUMNS, PlaneModels.ROWS, 4),
                "pictures",
                true,
                0));
    service().await("pictures", found -> found.path("state").asText().equals("complete"));
    viewer().open("#pictures/class/1/0");
    page().waitForSelector("#verdict");
    page().waitForSelector("#plane:visible");
    page().waitForCondition(viewer()::isPlaneDrawn);
    assertThat(page().isVisible("#plot")).isFalse();
    assertThat(page().isDisabled("#hold")).isTrue();
    BoundingBox box = page().locator("#plane").boundingBox();
    Object before = viewer().shown("plane");
    page().mouse().move(box.x + box.width / 2, box.y + box.height / 3);
    page().waitForCondition(() -> !before.equals(viewer().shown("plane")));
    viewer().picture("plane");
    page().click("#view-methods");
    page().waitForSelector(".method.of-plane[data-method=cam]");
    assertThat(viewer().complaints()).isEmpty();
  }
}
