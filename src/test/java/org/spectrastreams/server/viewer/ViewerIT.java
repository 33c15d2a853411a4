package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The viewer in a real browser, in front of the real service: shipped samples go through the raw
 * topic, the shipped models and the maps to the page. Every test scans images of its own, so that
 * none needs another. Pictures of what was seen stay in {@code target/viewer}.
 */
@EnabledIf(
    value = "chromiumIsInstalled",
    disabledReason = "no Chromium at /usr/bin/chromium: apt-get install chromium")
class ViewerIT implements ViewedMaps, ViewedPixels, ViewedContexts, ViewedMethods {
  @TempDir static Path data;
  @AutoClose private static ScannedService service;
  @AutoClose private static Chromium chromium;

  /** What the page said before anything was scanned. */
  private static boolean saidThatThereIsNoImage;

  private static int paintedBeforeAnything;

  private ViewerPage viewer;

  static boolean chromiumIsInstalled() {
    return Chromium.isInstalled();
  }

  @BeforeAll
  static void start() throws IOException {
    service = new ScannedService(data);
    chromium = new Chromium();
    try (ViewerPage empty = new ViewerPage(chromium.newPage(), service.address())) {
      empty.open("");
      empty.page().waitForSelector("#no-images:visible");
      saidThatThereIsNoImage = empty.page().isVisible("#no-images");
      paintedBeforeAnything = empty.painted();
    }
  }

  @BeforeEach
  void openPage() {
    viewer = new ViewerPage(chromium.newPage(), service.address());
  }

  @AfterEach
  void closePage() {
    viewer.close();
  }

  @Test
  void shouldSayThatThereIsNoImageYet() {
    assertThat(saidThatThereIsNoImage).isTrue();
    assertThat(paintedBeforeAnything).isZero();
  }

  @Override
  public ScannedService service() {
    return service;
  }

  @Override
  public ViewerPage viewer() {
    return viewer;
  }
}
