package org.spectrastreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed at random moments while it works; a reader of committed records then finds
 * every spectrum exactly once.
 */
class KilledServiceIT {
  private static final int SIDE = 160;
  private static final int BLOCK = 16;
  private static final List<String> IMAGES = List.of("first", "second");

  /** Its blocks name no pipeline that exists, so that dead letters are counted as well. */
  private static final String REJECTED = "rejected";

  private static final int REJECTED_HEIGHT = 20;
  private static final int KILLS = 3;
  private static final int MOST_KILLS = 10;

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void shouldAccountForEverySpectrumOnceThoughTheServiceIsKilled() throws Exception {
    long seed = Long.getLong("spectra.test.seed", System.nanoTime());
    System.err.println("KilledServiceIT: -Dspectra.test.seed=" + seed);
    Random random = new Random(seed);
    ServiceConfig config = TestModels.write(folder);
    try (JavaProcess broker =
        new JavaProcess(
            folder.resolve("broker.log"),
            Map.of(),
            BrokerProcess.class.getName(),
            folder.resolve("broker").toString(),
            "0")) {
      Map<String, Object> client = Map.of("bootstrap.servers", broker.awaitLine(60));
      replayAndKill(config, client, random);
      verify(config, client);
    }
  }

  private void replayAndKill(ServiceConfig config, Map<String, Object> client, Random random)
      throws Exception {
    List<RawBlock> blocks = blocks();
    int sent = 0;
    int killedAtWork = 0;
    try (TestClients clients = new TestClients(client);
        Admin admin = Admin.create(client)) {
      for (int run = 0; killedAtWork < KILLS && run < MOST_KILLS; run++) {
        try (JavaProcess service = serve(client)) {
          service.awaitLine(60);
          // A part of the replay comes all at once: more than the service does before it is killed.
          int until = blocks.size() * (run + 1) / (MOST_KILLS + 1);
          clients.sendAll(TestModels.records(config, blocks.subList(sent, until)));
          sent = until;
          service.run(random.nextInt(1_500));
          service.kill();
        }
        long lag = lag(admin, config);
        System.err.println("killed with " + lag + " of " + sent + " blocks to go");
        killedAtWork += lag > 0 ? 1 : 0;
      }
      assertThat(killedAtWork).isGreaterThanOrEqualTo(KILLS);
      try (JavaProcess service = serve(client)) {
        clients.sendAll(TestModels.records(config, blocks.subList(sent, blocks.size())));
        service.awaitLine(60);
        Outcomes.awaitComplete(clients, config.topics(), IMAGES);
        assertThat(service.terminate(60)).isEqualTo(128 + 15);
      }
    }
  }

  private JavaProcess serve(Map<String, Object> client) {
    return new JavaProcess(
        folder.resolve("service.log"),
        Map.of("SPECTRA_HOME", folder.toString()),
        "org.spectrastreams.cli.Spectra",
        "serve",
        "--json",
        "--set",
        "http.port=0",
        "--set",
        "disk.free.mb=1",
        "--set",
        "kafka.bootstrap.servers=" + client.get("bootstrap.servers"));
  }

  private static List<RawBlock> blocks() {
    List<RawBlock> blocks = new ArrayList<>();
    for (int y = 0; y < SIDE; y++) {
      for (String image : IMAGES) {
        for (int x = 0; x < SIDE; x += BLOCK) {
          blocks.add(TestModels.line("scored", image, SIDE, SIDE, x, y, BLOCK));
        }
      }
      if (y % (SIDE / REJECTED_HEIGHT) == 0) {
        int row = y / (SIDE / REJECTED_HEIGHT);
        for (int x = 0; x < SIDE; x += BLOCK) {
          blocks.add(TestModels.line("no-such", REJECTED, SIDE, REJECTED_HEIGHT, x, row, BLOCK));
        }
      }
    }
    return blocks;
  }

  /** Blocks of the raw topic whose scoring is not committed. */
  private static long lag(Admin admin, ServiceConfig config) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> done =
        admin
            .listConsumerGroupOffsets(config.applicationId())
            .partitionsToOffsetAndMetadata()
            .get(30, TimeUnit.SECONDS);
    long lag = 0;
    for (int partition = 0; partition < config.partitions(); partition++) {
      TopicPartition raw = new TopicPartition(config.topics().raw(), partition);
      long end =
          admin
              .listOffsets(Map.of(raw, OffsetSpec.latest()))
              .partitionResult(raw)
              .get(30, TimeUnit.SECONDS)
              .offset();
      lag += end - (done.get(raw) == null ? 0 : done.get(raw).offset());
    }
    return lag;
  }

  private static void verify(ServiceConfig config, Map<String, Object> client) throws Exception {
    int expected = IMAGES.size() * SIDE * SIDE + REJECTED_HEIGHT * SIDE;
    assertThat(expected).isGreaterThan(50_000);
    try (TestClients clients = new TestClients(client)) {
      Outcomes outcomes = Outcomes.read(clients, config.topics());
      assertThat(outcomes.images()).containsExactlyInAnyOrderElementsOf(IMAGES);
      for (String id : IMAGES) {
        outcomes.requireOneResultEach(id, SIDE, SIDE);
        outcomes.requireMapShowsResults(id, SIDE, SIDE);
      }
      outcomes.requireOneDeadLetterEach(REJECTED, SIDE, REJECTED_HEIGHT);
    }
  }
}
