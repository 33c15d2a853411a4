package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.stream.broker.AdminOfEarlierBroker;
import org.spectrastreams.stream.broker.AdminOfLateBroker;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.Resending;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** The whole service on its embedded broker, started once; every test has an image of its own. */
class StreamServiceIT {
  private static final String COMPRESSION = "compression.type";

  @TempDir static Path folder;
  private static PrometheusMeterRegistry registry;
  private static ServiceConfig config;
  private static StreamService service;

  @BeforeAll
  static void start() {
    config = TestModels.write(folder);
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void shouldMapAnImageThroughTheBroker() throws Exception {
    int width = 70;
    int height = 66;
    double before = scored();
    try (TestClients clients = new TestClients(service.clientProperties())) {
      for (int y = 0; y < height; y++) {
        clients.send(
            config.topics().raw(), TestModels.line("scored", "it", width, height, 0, y, width));
      }
      Map<String, Wire.ImageStatus> images = new HashMap<>();
      Map<String, Wire.MapTile> tiles = new HashMap<>();
      clients.read(
          config.topics().images(),
          record -> images.put(TestClients.key(record), status(record)),
          () ->
              images.containsKey("it") && images.get("it").getState() == Wire.ImageState.COMPLETE);
      Wire.ImageStatus image = images.get("it");
      assertThat(image.getSeen()).isEqualTo(width * height);
      assertThat(image.getClassCountsList().stream().mapToInt(i -> i).sum())
          .isEqualTo(width * height - image.getFlagged());
      clients.read(
          config.topics().maps(),
          record -> {
            if (TestClients.key(record).startsWith("it/")) {
              tiles.put(TestClients.key(record), tile(record));
            }
          },
          () ->
              tiles.values().stream()
                      .filter(tile -> tile.getSeen() == tile.getWidth() * tile.getHeight())
                      .count()
                  == 4L * image.getLayersCount());
      assertThat(tiles.get("it/class/1/1").getWidth()).isEqualTo(6);
      assertThat(tiles.get("it/class/1/1").getHeight()).isEqualTo(2);
    }
    assertThat(scored() - before).isEqualTo(width * height);
    assertThat(registry.scrape()).contains("spectra_images", "kafka_stream_client_state");
  }

  private static double scored() {
    Counter counter = registry.find("spectra.results").tag("pipeline", "scored").counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void shouldBeUpOnceItHasStartedAndSaySo() {
    Health health = service.health();
    assertThat(health.checks())
        .allSatisfy(check -> assertThat(check.up()).as("%s", check).isTrue());
    assertThat(health.checks())
        .extracting(Health.Check::name)
        .containsExactly("broker", "streams", "explanations", "models", "disk");
  }

  @Test
  void shouldPublishAnUnfinishedImageAgainAfterARestart() throws Exception {
    RawBlock part = TestModels.line("scored", "restart", 70, 66, 0, 0, 70);
    Map<String, Integer> published = new HashMap<>();
    try (TestClients clients = new TestClients(service.clientProperties())) {
      // As many tiles as they say would take more memory than there is.
      List<RawBlock> huge = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int side = ImageGeometry.MAX_SIDE;
        huge.add(TestModels.line("scored", "huge-" + i, side, side, i, side - 1, 1));
      }
      clients.sendAll(TestModels.records(config, huge));
      Set<String> begun = new HashSet<>();
      clients.read(
          config.topics().images(),
          record -> begun.add(TestClients.key(record)),
          () -> begun.stream().filter(id -> id.startsWith("huge-")).count() == huge.size());
      clients.send(config.topics().raw(), part);
      clients.read(
          config.topics().maps(),
          record -> published.merge(TestClients.key(record), 1, Integer::sum),
          () -> published.containsKey("restart/class/1/0"));
    }
    raisePartitions(config.topics().raw(), 9);
    service.close();
    damageStores(config.dataDir().resolve("state"));
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    service = StreamService.start(config, registry);
    try (TestClients clients = new TestClients(service.clientProperties())) {
      Map<String, Integer> again = new HashMap<>();
      clients.read(
          config.topics().maps(),
          record -> again.merge(TestClients.key(record), 1, Integer::sum),
          () -> again.getOrDefault("restart/class/1/0", 0) > published.get("restart/class/1/0"));
      Map<String, Wire.ImageStatus> images = new HashMap<>();
      for (int y = 1; y < 66; y++) {
        clients.send(config.topics().raw(), TestModels.line("scored", "restart", 70, 66, 0, y, 70));
      }
      clients.read(
          config.topics().images(),
          record -> images.put(TestClients.key(record), status(record)),
          () ->
              images.containsKey("restart")
                  && images.get("restart").getState() == Wire.ImageState.COMPLETE);
      assertThat(images.get("restart").getSeen()).isEqualTo(70 * 66);
    }
  }

  @Test
  void shouldRefuseASecondServiceOnTheSameFolder() {
    assertThatThrownBy(
            () ->
                StreamService.start(config, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("in use by another running service");
    assertThat(service.health().isUp()).isTrue();
  }

  @Test
  void shouldSayThatTheBrokersPortIsTaken() {
    String port = service.bootstrapServers().split(":")[1];
    ServiceConfig busy = config.with("data.dir", "other").with("broker.port", port);
    assertThatThrownBy(() -> StreamService.start(busy, new SimpleMeterRegistry()))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("broker.port");
  }

  @Test
  void shouldListTheModelsWhereAPipelineNamesNone() throws IOException {
    Path pipelines = Files.createDirectories(folder.resolve("wrong"));
    Files.writeString(pipelines.resolve("p.yaml"), "{name: p, model: missing}");
    ServiceConfig wrong =
        config.with("data.dir", "third").with("pipelines.dir", pipelines.toString());
    assertThatThrownBy(() -> StreamService.start(wrong, new SimpleMeterRegistry()))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("pipeline p")
        .hasMessageContaining("untrained@1.0.0");
  }

  @Test
  void shouldTellOtherProcessesWhereItsBrokerIs() throws IOException {
    assertThat(BrokerAddress.clientProperties(config))
        .containsEntry("bootstrap.servers", service.bootstrapServers());
  }

  @Test
  void shouldRefuseToStartOnADiskThatIsNearlyFull() {
    ServiceConfig full = config.with("data.dir", "full").with("disk.stop.mb", "1000000000");
    assertThatThrownBy(() -> StreamService.start(full, new SimpleMeterRegistry()))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("nearly full")
        .hasMessageContaining("disk.stop.mb");
  }

  /** On a disk of its own, in memory, so that nothing else fills or empties it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldSayWhyItCannotGoOnWhenTheDiskGetsFullWhileItRuns() throws Exception {
    Path disk = Files.createTempDirectory(Path.of("/dev/shm"), "spectra-full");
    try {
      long free = Files.getFileStore(disk).getUsableSpace() / 1_000_000;
      ServiceConfig filling =
          TestClients.on(service.clientProperties(), config)
              .with("data.dir", disk.resolve("data").toString())
              .with("disk.stop.mb", String.valueOf(free - 100))
              .with("stream.application.id", "full")
              .with("topics.prefix", "full.");
      try (StreamService other = StreamService.start(filling, new SimpleMeterRegistry())) {
        assertThat(other.end()).isNotDone();
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream file = Files.newOutputStream(disk.resolve("of-others"))) {
          for (int i = 0; i < 150; i++) {
            file.write(megabyte);
          }
        }
        assertThat(other.end().get(1, TimeUnit.MINUTES))
            .contains("the disk is nearly full", "disk.stop.mb", "nothing is lost");
      }
    } finally {
      try (Stream<Path> files = Files.walk(disk)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void shouldSendADeadLetterAgainOnceAndAsItWas() {
    RawBlock block = TestModels.line("of-tomorrow", "again", 4, 1, 0, 0, 4);
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    Map<String, Object> properties = new HashMap<>(service.clientProperties());
    properties.put("max.request.size", 4 << 20);
    try (TestClients clients = new TestClients(properties)) {
      clients.send(config.topics().raw(), block);
      awaitLetters(clients, letters, 1);
      Resending resending =
          new Resending(service.clientProperties(), config, RejectReason.UNKNOWN_PIPELINE.id());
      assertThat(resending.run()).isEqualTo(new Resending.Count(1, 0, 0, 0));
      awaitLetters(clients, letters, 2); // nobody has added the pipeline
      assertThat(letters.get(1).key()).isEqualTo(letters.get(0).key());
      assertThat(letters.get(1).value()).isEqualTo(BlockEncoder.encode(block));
      assertThat(resending.run()).isEqualTo(new Resending.Count(0, 1, 0, 0));
      assertThat(resending.run()).isEqualTo(new Resending.Count(0, 0, 0, 0));
      // As of a block that came compressed, which its topic would not take as it is.
      ConsumerRecord<byte[], byte[]> first = letters.get(0);
      clients.send(
          new ProducerRecord<>(
              first.topic(), null, first.key(), new byte[3 << 19], first.headers()));
      assertThat(resending.run()).as("too long").isEqualTo(new Resending.Count(0, 0, 1, 0));
    }
  }

  private static void awaitLetters(
      TestClients clients, List<ConsumerRecord<byte[], byte[]>> letters, int number) {
    letters.clear();
    clients.read(
        config.topics().deadLetter(),
        letter -> {
          if (DeadLetters.text(letter.headers(), DeadLetters.IMAGE).equals(Optional.of("again"))) {
            letters.add(letter);
          }
        },
        () -> letters.size() == number);
  }

  /** Of 7 MB there are 7 kB left when they are compressed. */
  @Test
  void shouldBoundWhatRecordsExpandToOnBrokersThatKnowNoBoundOfIt() throws Exception {
    ServiceConfig earlier = config.with("topics.prefix", "earlier.").with("topics.partitions", "1");
    ConfigResource results = topic(earlier.topics().results());
    Map<String, Object> compressing = new HashMap<>(service.clientProperties());
    compressing.putAll(Map.of("compression.type", "gzip", "max.request.size", 16 << 20));
    try (Admin admin = new AdminOfEarlierBroker(service.clientProperties());
        TestClients clients = new TestClients(compressing)) {
      TopicSetup.ensure(admin, earlier);
      ProducerRecord<byte[], byte[]> expanding =
          new ProducerRecord<>(earlier.topics().raw(), new byte[7 << 20]);
      assertThatThrownBy(() -> clients.send(expanding))
          .rootCause()
          .isInstanceOf(RecordTooLargeException.class);
      AlterConfigOp none =
          new AlterConfigOp(new ConfigEntry(COMPRESSION, ""), AlterConfigOp.OpType.DELETE);
      admin.incrementalAlterConfigs(Map.of(results, List.of(none))).all().get();
      TopicSetup.ensure(admin, earlier);
      // Of a topic that an earlier version made; a broker hears a moment later what is changed.
      Await.until(
          "it is stored decompressed",
          () -> setting(admin, results, COMPRESSION).value().equals("uncompressed"));
    }
  }

  @Test
  void shouldBoundTopicsOfAnEarlierVersionThoughABrokerHasNotHeardOfNewOnesYet() throws Exception {
    ServiceConfig earlier = config.with("topics.prefix", "late.").with("topics.partitions", "1");
    ConfigResource raw = topic(earlier.topics().raw());
    try (Admin admin = new AdminOfLateBroker(service.clientProperties())) {
      admin.createTopics(List.of(new NewTopic(raw.name(), 1, (short) 1))).all().get();
      TopicSetup.ensure(admin, earlier);
      Await.until(
          "it is bounded",
          () ->
              setting(admin, raw, "max.decompressed.message.bytes").source()
                  == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
    }
  }

  private static ConfigEntry setting(Admin admin, ConfigResource topic, String name)
      throws Exception {
    return admin.describeConfigs(List.of(topic)).all().get().get(topic).get(name);
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  @Test
  void shouldKeepOtherUsersOutOfItsFolder() throws IOException {
    assertThat(Files.getPosixFilePermissions(config.dataDir()))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
  }

  /** As an administrator does while the service runs. */
  private static void raisePartitions(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(service.clientProperties())) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  /** As a disk does. */
  private static void damageStores(Path state) throws IOException {
    int damaged = 0;
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(f -> f.getFileName().toString().equals("CURRENT")).toList()) {
        Files.writeString(file, "what no store would write");
        damaged++;
      }
    }
    assertThat(damaged).isPositive();
  }

  private static Wire.ImageStatus status(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Wire.ImageStatus.parseFrom(record.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Wire.MapTile tile(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Wire.MapTile.parseFrom(record.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
