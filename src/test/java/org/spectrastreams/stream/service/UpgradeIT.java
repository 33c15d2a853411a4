package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

/**
 * This version goes on where version 0.1.0 was stopped, or lost power: on its log, its state
 * stores, its settings of topics and its model package ({@code golden/upgrade/README.md}).
 */
class UpgradeIT {
  private static final int WIDTH = 16;
  private static final Map<String, Integer> HEIGHTS = Map.of("whole", 6, "begun", 8);

  /** Lines of the image {@code begun} that the last version had sent. */
  private static final int SENT = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stopped", "lost-power"})
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldFinishWhatTheLastVersionBeganAndScoreNothingTwice(String left) throws Exception {
    unpack("/golden/upgrade/0.1.0-installation.zip");
    unpack("/golden/upgrade/0.1.0-" + left + ".zip");
    ServiceConfig config =
        ServiceConfig.load(null, Map.of("SPECTRA_HOME", folder.toString()), Map.of())
            .with("http.port", "0")
            .with("disk.free.mb", "1")
            .with("topics.partitions", "2")
            .with("topics.retention.hours", "-1")
            .with("image.retention.hours", "-1");
    assertThat(Files.exists(config.dataDir().resolve("at-work")))
        .as("it did not end in order")
        .isEqualTo(left.equals("lost-power"));
    try (StreamService service = StreamService.start(config, new SimpleMeterRegistry());
        TestClients clients = new TestClients(service.clientProperties())) {
      assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
      List<RawBlock> rest = new ArrayList<>();
      for (int y = SENT; y < HEIGHTS.get("begun"); y++) {
        rest.add(TestModels.line("scored", "begun", WIDTH, HEIGHTS.get("begun"), 0, y, WIDTH));
      }
      clients.sendAll(TestModels.records(config, rest));
      Outcomes.awaitComplete(clients, config.topics(), HEIGHTS.keySet());
      Outcomes outcomes = Outcomes.read(clients, config.topics());
      assertThat(outcomes.images()).isEqualTo(HEIGHTS.keySet());
      for (String image : outcomes.images()) {
        outcomes.requireOneResultEach(image, WIDTH, HEIGHTS.get(image));
        outcomes.requireMapShowsResults(image, WIDTH, HEIGHTS.get(image));
      }
      outcomes.requireOneDeadLetterEach("rejected", WIDTH, 1);
    }
  }

  private void unpack(String resource) throws IOException {
    try (InputStream in = UpgradeIT.class.getResourceAsStream(resource);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        assertThat(file).startsWithRaw(folder);
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }
}
