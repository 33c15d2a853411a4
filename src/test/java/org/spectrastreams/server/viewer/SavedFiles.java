package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * What the page saves of an explained image that is scanned whole, with a card of a context open.
 */
record SavedFiles(Page page) {
  void shouldHoldWhatIsShown(String image, String layer) throws IOException {
    shouldHoldTheMap(image, layer);
    shouldHoldTheLayer(image);
    shouldHoldTheWholeImage(image);
    shouldShowTheReport(image);
    shouldHoldTheCard();
  }

  private void shouldHoldTheMap(String image, String layer) throws IOException {
    Download map = page.waitForDownload(() -> page.click("#map-png"));
    assertThat(map.suggestedFilename()).isEqualTo(image + "-" + layer + ".png");
    BufferedImage saved = ImageIO.read(map.path().toFile());
    assertThat(saved.getWidth()).isGreaterThan(16 * ScannedService.WIDTH);
  }

  private void shouldHoldTheLayer(String image) throws IOException {
    Download csv = page.waitForDownload(() -> page.click("#layer-csv"));
    List<String> lines = Files.readAllLines(csv.path());
    assertThat(lines).startsWith("# image: " + image).contains("# simulated: true");
    assertThat(lines.stream().filter(line -> line.matches("\\d+,\\d+,.*")))
        .hasSize(ScannedService.WIDTH * ScannedService.HEIGHT);
  }

  private void shouldHoldTheWholeImage(String image) throws IOException {
    page.click("#export summary");
    Download whole = page.waitForDownload(() -> page.click("#export [data-format=ome-tiff]"));
    assertThat(whole.suggestedFilename()).isEqualTo(image + ".ome.tif");
    assertThat(Files.readAllBytes(whole.path())).startsWith('I', 'I', 42, 0);
    assertThat(page.isVisible("#export ul")).as("the menu closes").isFalse();
  }

  private void shouldShowTheReport(String image) {
    page.click("#export summary");
    Page report = page.waitForPopup(() -> page.click("#export [data-format=report]"));
    report.waitForLoadState();
    assertThat(report.title()).isEqualTo(image + " · session report");
    assertThat(report.evaluate("[...document.images].every((i) => i.complete && i.naturalWidth)"))
        .as("every picture of the report is shown")
        .isEqualTo(true);
    report.close();
  }

  private void shouldHoldTheCard() throws IOException {
    Download card = page.waitForDownload(() -> page.click("#card >> text=PNG"));
    assertThat(ImageIO.read(card.path().toFile()).getWidth()).isEqualTo(1400);
  }
}
