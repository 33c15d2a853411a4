package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The viewer as it is open in a browser: what is looked at, and what is painted. */
final class ViewerPage implements AutoCloseable {
  /** Below a map is room for readout and scale, in pixels of the screen. */
  private static final int FOOT = 34;

  private static final Path PICTURES = Path.of("target", "viewer");

  /** Pixels of the map canvas that are neither empty ground nor a pixel without a result. */
  private static final String PAINTED =
      """
      () => {
        const canvas = document.getElementById('map');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let painted = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 45) painted++;
        }
        return painted;
      }
      """;

  /** Pixels of the plot by kind: the curve, and the two hues of the activation map. */
  private static final String PLOTTED =
      """
      () => {
        const canvas = document.getElementById('plot');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = { curve: 0, orange: 0, blue: 0 };
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          if (a < 60) continue;
          if (r > 200 && g > 200 && b > 200) found.curve++;
          else if (r > b + 60 && r > g + 20) found.orange++;
          else if (b > r + 60 && b > g + 20) found.blue++;
        }
        return found;
      }
      """;

  /** Pixels of the plane by kind: grey, and the two hues of the heat map. */
  private static final String PLANE =
      """
      () => {
        const canvas = document.getElementById('plane');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = { grey: 0, hue: 0 };
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.slice(i, i + 4);
          if (a < 200) continue;
          if (Math.abs(r - b) > 40) found.hue++;
          else if (r > 30) found.grey++;
        }
        return found;
      }
      """;

  private final URI address;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  /** The viewer of the service at an address; it is not opened yet. */
  ViewerPage(Page page, URI address) {
    this.page = page;
    this.address = address;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(address.toString())) {
            complaints.add("asked for " + request.url());
          }
        });
  }

  /** The page itself. */
  Page page() {
    return page;
  }

  /** Errors of its scripts, and what it asked of others than its service. */
  List<String> complaints() {
    return complaints;
  }

  /** Opens what an address names: {@code #image/layer}, with {@code /x/y} behind it or not. */
  void open(String hash) {
    page.navigate(address + hash);
  }

  /** Opens a layer of an image and waits until it is painted. */
  void openPainted(String image, String layer) {
    open("#" + image + "/" + layer);
    page.waitForCondition(() -> painted() > 1000);
  }

  /** Clicks the map beside its middle, so many pixels of the screen to the right and down. */
  void clickMap(double right, double down) {
    BoundingBox box = page.locator("#map").boundingBox();
    Number head =
        (Number)
            page.evaluate(
                "() => parseFloat(getComputedStyle(document.getElementById('map'))"
                    + ".getPropertyValue('--head'))");
    double middle = (head.doubleValue() + box.height - FOOT) / 2;
    page.mouse().click(box.x + box.width / 2 + right, box.y + middle + down);
    page.waitForSelector("#verdict");
  }

  /** What a canvas shows, to be compared. */
  Object shown(String canvas) {
    return page.evaluate("(id) => document.getElementById(id).toDataURL()", canvas);
  }

  /** Pixels of the map that have a colour. */
  int painted() {
    return (Integer) page.evaluate(PAINTED);
  }

  /** Whether the plot shows a curve, and a map of what speaks for the class or against it. */
  boolean isPlotted() {
    Map<?, ?> drawn = (Map<?, ?>) page.evaluate(PLOTTED);
    return (Integer) drawn.get("curve") > 500
        && (Integer) drawn.get("orange") + (Integer) drawn.get("blue") > 500;
  }

  /** Whether the plane shows a picture in grey with a heat map over it. */
  boolean isPlaneDrawn() {
    Map<?, ?> drawn = (Map<?, ?>) page.evaluate(PLANE);
    return (Integer) drawn.get("grey") > 500 && (Integer) drawn.get("hue") > 500;
  }

  private int coverage(String image) {
    return Integer.parseInt(
        page.locator("#images .image:has-text(\"" + image + "\") .progress")
            .getAttribute("aria-valuenow"));
  }

  /** Waits until so many percent of an image have a result. */
  void awaitCoverage(String image, int atLeast) {
    page.waitForCondition(() -> coverage(image) >= atLeast);
  }

  /** How many pixels the page says are selected. */
  int selected() {
    page.waitForSelector("#selection:visible");
    return Integer.parseInt(
        page.textContent("#selection-about").replaceAll(" px.*", "").replace(",", ""));
  }

  /** Draws around a rectangle of a canvas, given in parts of its width and height. */
  void drawAround(String canvas, double left, double top, double right, double bottom) {
    BoundingBox box = page.locator(canvas).boundingBox();
    double[][] corners = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    for (int i = 0; i < corners.length; i++) {
      page.mouse().move(box.x + corners[i][0] * box.width, box.y + corners[i][1] * box.height);
      if (i == 0) {
        page.mouse().down();
      }
    }
    page.mouse().up();
  }

  /** Leaves a picture of the page in {@code target/viewer}. */
  void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  /** Closes it, and fails if it says on its map that something went wrong. */
  @Override
  public void close() {
    List<String> notices = page.locator("#notice").allTextContents();
    page.close();
    assertThat(notices).as("what the page complains of").allMatch(String::isEmpty);
  }
}
