package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.block.BlockEncoder;

/** What the viewer shows of an image as a whole: map, layers, list, table. */
interface ViewedMaps extends OpenViewer {
  @Test
  default void shouldFillTheMapWhileItIsScanned() throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      BlockEncoder blocks = new BlockEncoder(source, "cartilage", "filling", 35);
      service().send(blocks, 5);
      service().await("filling", image -> image.path("coverage").asDouble() > 0);
      viewer().open("#filling/class");
      page().waitForSelector("#images .image:has-text(\"filling\")");
      viewer().awaitCoverage("filling", 20);
      page().waitForCondition(() -> viewer().painted() > 1000);
      int early = viewer().painted();
      viewer().picture("scanning");
      service().send(blocks, 8);
      viewer().awaitCoverage("filling", 52);
      page().waitForCondition(() -> viewer().painted() > 1.8 * early);
      int half = viewer().painted();
      service().send(blocks, 100);
      viewer().awaitCoverage("filling", 100);
      page().waitForCondition(() -> viewer().painted() > 1.6 * half);
    }
    page().waitForSelector("#images .image[data-state=complete]:has-text(\"filling\")");
    assertThat(page().textContent("#legend")).contains("matrix", "lacuna", "cell");
    assertThat(page().isVisible("#simulated")).isFalse();
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldShowAnotherLayerWhenChosen() throws Exception {
    service().scanCartilage("layered");
    viewer().openPainted("layered", "class");
    Object classes = viewer().shown("map");
    page().click("#layers [data-layer=confidence]");
    page().waitForSelector("#legend canvas");
    page().waitForCondition(() -> !classes.equals(viewer().shown("map")));

    assertThat(page().url()).endsWith("#layered/confidence");
    assertThat(page().textContent("#legend")).contains("Confidence", "2–98 %");
    viewer().picture("confidence");
    page().keyboard().press("1");
    page().waitForSelector("#layers [data-layer=class][aria-checked=true]");
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldSayThatASectionIsSimulatedWhereverItShows() throws Exception {
    service().scanCartilage("followed");
    try (SpectrumSource source =
        new TissuePhantom(PhantomSettings.of(64, 64, 7, TissueClass.CANCEROUS)).open()) {
      viewer().open("#followed/class");
      page().waitForCondition(() -> viewer().painted() > 1000);
      page().check("#follow");
      service().send(new BlockEncoder(source, "tissue", "section"), Integer.MAX_VALUE);
    }
    page().waitForSelector("#caption:has-text(\"section\")");
    viewer().awaitCoverage("section", 100);
    assertThat(page().isVisible("#simulated")).isTrue();
    assertThat(page().locator("#images .image:has-text(\"section\") .badge").isVisible()).isTrue();
    viewer().clickMap(3, 3);

    assertThat(page().isVisible("#spectrum-simulated")).isTrue();
    assertThat(page().textContent("#provenance")).contains("simulated, not measured");
    assertThat(page().textContent("#legend")).contains("normal");
    viewer().picture("tissue");
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldOpenAListAsATableAndSayWhatWasRejected() throws Exception {
    try (SpectrumSource list = Samples.open("sers")) {
      service().scan(new BlockEncoder(list, "sers", "a-list"), "a-list");
    }
    try (SpectrumSource wrong = Samples.open("sers")) {
      service().send(new BlockEncoder(wrong, "tissue", "a-list-refused"), Integer.MAX_VALUE);
    }
    service().await("a-list-refused", found -> found.path("rejected").asInt() == 218);
    page().setViewportSize(1024, 768);
    viewer().open("#a-list/class");
    page().waitForCondition(() -> page().locator("#table tbody tr").count() == 200);
    assertThat(page().textContent("#table thead")).contains("spectrum", "Class", "Confidence");
    page().click("#table tbody tr:nth-child(4) button");
    page().waitForSelector("#verdict");
    assertThat(page().textContent("#pixel-title")).isEqualTo("Pixel 3, 0");
    assertThat(page().locator("#map").boundingBox().width).isGreaterThan(500);
    BoundingBox caption = page().locator("#caption").boundingBox();
    assertThat(page().locator("#table").boundingBox().y)
        .as("the table begins below the caption")
        .isGreaterThanOrEqualTo(caption.y + caption.height);
    page().click("#images .image:has-text(\"refused\")");
    page().waitForSelector("#rejected:visible");
    assertThat(page().textContent("#rejected")).contains("218 spectra rejected", "absorbance");
    page().setViewportSize(390, 844);
    assertThat(page().locator("#images").boundingBox().height).isGreaterThan(80);
    assertThat(viewer().complaints()).isEmpty();
  }

  /** The sides of what is painted on the map's canvas, in pixels of the screen. */
  String PAINTED_SIDE =
      """
      () => {
        const canvas = document.getElementById('map');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const rows = new Set();
        for (let i = 0; i < data.length; i += 4) {
          if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 45)
            rows.add(Math.floor(i / 4 / canvas.width));
        }
        return [Math.min(...rows), Math.max(...rows)].map((row) => Math.round(row / devicePixelRatio));
      }
      """;

  @Test
  default void shouldShowALargeMapAndWholeCardsOnSmallScreens() throws Exception {
    try (SpectrumSource source =
        new TissuePhantom(PhantomSettings.of(64, 64, 7, TissueClass.CANCEROUS)).open()) {
      service().scan(new BlockEncoder(source, "tissue", "small-screens"), "small-screens");
    }
    viewer().openPainted("small-screens", "class");
    for (int[] size : new int[][] {{1024, 768}, {390, 844}}) {
      page().setViewportSize(size[0], size[1]);
      page().click("#zoom-fit");
      List<?> rows = (List<?>) page().evaluate(PAINTED_SIDE);
      int first = (Integer) rows.get(0);
      int last = (Integer) rows.get(1);
      assertThat(last - first)
          .as("height of the map at %d × %d", size[0], size[1])
          .isGreaterThan(240);
      BoundingBox caption = page().locator("#caption").boundingBox();
      BoundingBox map = page().locator("#map").boundingBox();
      assertThat(map.y + first).as("below the caption").isGreaterThan(caption.y + caption.height);
      BoundingBox list = page().locator("#images").boundingBox();
      BoundingBox card = page().locator("#images .image").first().boundingBox();
      assertThat(card.y + card.height).isLessThanOrEqualTo(list.y + list.height);
    }
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldAskAgainForTheSmallPictureOfAServiceThatIsBusy() throws Exception {
    service().scanCartilage("busy");
    AtomicInteger refused = new AtomicInteger();
    page()
        .route(
            Pattern.compile(".*/api/images/busy/layers/class\\?x=.*"),
            route -> {
              if (refused.getAndIncrement() < 2) {
                route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}"));
              } else {
                route.resume();
              }
            });
    viewer().open("#busy/quality");
    page()
        .waitForFunction(
            "() => [...document.querySelectorAll('#images .image')].filter((one) =>"
                + " one.textContent.includes('busy')).some((one) => { const canvas ="
                + " one.querySelector('canvas'); return canvas.width && [...canvas.getContext('2d')"
                + ".getImageData(0, 0, canvas.width, canvas.height).data].some((v) => v > 100 && v < 255); })");
    assertThat(refused.get()).isGreaterThan(2);
    page().unrouteAll();
  }

  /** First results of two images may come in either order, as they are scored side by side. */
  @Test
  default void shouldLandOnTheImageThatWasScannedLast() throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      BlockEncoder blocks = new BlockEncoder(source, "cartilage", "landed-on", 35);
      service().send(blocks, 1);
      service().await("landed-on", image -> image.path("coverage").asDouble() > 0);
      service().scanCartilage("between");
      service().send(blocks, 100);
      service().await("landed-on", image -> image.path("state").asText().equals("complete"));
    }
    viewer().open("");
    page().waitForSelector("#caption:has-text(\"landed-on\")");
    assertThat(page().url()).contains("#landed-on/");
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldOpenWhatTheAddressNames() throws Exception {
    service().scanCartilage("addressed");
    viewer().open("#addressed/agreement/3/4");
    page().waitForSelector("#verdict");

    assertThat(page().textContent("#spectrum-title")).startsWith("Spectrum at 3, 4");
    assertThat(page().getAttribute("#layers [data-layer=agreement]", "aria-checked"))
        .isEqualTo("true");
  }
}
