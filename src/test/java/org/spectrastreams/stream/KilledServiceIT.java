package org.spectrastreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.wire.Wire;

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
          clients.sendAll(records(config, blocks.subList(sent, until)));
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
        clients.sendAll(records(config, blocks.subList(sent, blocks.size())));
        service.awaitLine(60);
        awaitComplete(config, clients);
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

  private static List<ProducerRecord<byte[], byte[]>> records(
      ServiceConfig config, List<RawBlock> blocks) {
    return blocks.stream()
        .map(
            block ->
                new ProducerRecord<>(
                    config.topics().raw(),
                    block.key().getBytes(StandardCharsets.UTF_8),
                    BlockEncoder.encode(block)))
        .toList();
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

  private static void awaitComplete(ServiceConfig config, TestClients clients) {
    Map<String, Wire.ImageStatus> images = new HashMap<>();
    clients.read(
        config.topics().images(),
        record ->
            images.put(TestClients.key(record), parse(Wire.ImageStatus.parser(), record.value())),
        () ->
            IMAGES.stream()
                .allMatch(
                    id ->
                        images.containsKey(id)
                            && images.get(id).getState() == Wire.ImageState.COMPLETE));
    for (String id : IMAGES) {
      assertThat(images.get(id).getSeen()).isEqualTo(SIDE * SIDE);
      assertThat(images.get(id).getClassCountsList().stream().mapToInt(i -> i).sum())
          .isEqualTo(SIDE * SIDE);
    }
  }

  /** Which pixels of an image were found, and how often one was found again. */
  private static final class Found {
    private final BitSet pixels = new BitSet();
    private final byte[] classes = new byte[SIDE * SIDE];
    private int again;

    void add(long sequence, int x, int y, int predicted) {
      int pixel = y * SIDE + x;
      assertThat(sequence).isEqualTo(pixel - x % BLOCK);
      again += pixels.get(pixel) ? 1 : 0;
      pixels.set(pixel);
      classes[pixel] = (byte) predicted;
    }
  }

  private static void verify(ServiceConfig config, Map<String, Object> client) throws Exception {
    Map<String, Found> results = new HashMap<>();
    Map<String, Found> rejected = new HashMap<>();
    int expected = IMAGES.size() * SIDE * SIDE + REJECTED_HEIGHT * SIDE;
    assertThat(expected).isGreaterThan(50_000);
    try (TestClients clients = new TestClients(client)) {
      clients.readToEnd(
          config.topics().results(),
          record -> {
            Wire.ResultBlock block = parse(Wire.ResultBlock.parser(), record.value());
            Found found = results.computeIfAbsent(block.getImageId(), id -> new Found());
            for (int i = 0; i < block.getXCount(); i++) {
              found.add(
                  block.getSequence(),
                  block.getX(i),
                  block.getY(i),
                  new ResultRow(block, i).predictedClass());
            }
          });
      clients.readToEnd(
          config.topics().deadLetter(),
          record -> {
            RawBlock block = decode(record.value());
            Found found = rejected.computeIfAbsent(block.imageId(), id -> new Found());
            for (int i = 0; i < block.spectra().count(); i++) {
              found.add(block.sequence(), block.spectra().x()[i], block.spectra().y()[i], -1);
            }
          });
      assertThat(results.keySet()).containsExactlyInAnyOrderElementsOf(IMAGES);
      for (String id : IMAGES) {
        assertThat(results.get(id).again).as("doubles of %s", id).isZero();
        assertThat(results.get(id).pixels.cardinality())
            .as("results of %s", id)
            .isEqualTo(SIDE * SIDE);
      }
      assertThat(rejected.keySet()).containsExactly(REJECTED);
      assertThat(rejected.get(REJECTED).again).isZero();
      assertThat(rejected.get(REJECTED).pixels.cardinality()).isEqualTo(REJECTED_HEIGHT * SIDE);
      verifyMaps(config, clients, results);
    }
  }

  /** The published maps show what the results say, pixel by pixel. */
  private static void verifyMaps(
      ServiceConfig config, TestClients clients, Map<String, Found> results) throws Exception {
    Map<String, Wire.MapTile> tiles = new HashMap<>();
    clients.readToEnd(
        config.topics().maps(),
        record -> tiles.put(TestClients.key(record), parse(Wire.MapTile.parser(), record.value())));
    for (String id : IMAGES) {
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int x = pixel % SIDE;
        int y = pixel / SIDE;
        Wire.MapTile tile = tiles.get(id + "/class/" + x / 64 + "/" + y / 64);
        byte shown =
            tile.getValues().byteAt((y - tile.getY0()) * tile.getWidth() + x - tile.getX0());
        assertThat(shown).isEqualTo(results.get(id).classes[pixel]);
      }
    }
  }

  private static RawBlock decode(byte[] value) {
    try {
      return new BlockDecoder(BlockLimits.DEFAULT).decode(value);
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T parse(com.google.protobuf.Parser<T> parser, byte[] value) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
