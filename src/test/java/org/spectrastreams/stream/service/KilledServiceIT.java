package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.stream.broker.JavaProcess;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.PipelineRequest;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

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
  private static final int QUESTIONS = 6;

  /** Side of the image that is scanned while versions change. */
  private static final int SWITCHED = 96;

  private static JavaProcess broker;
  private static Map<String, Object> client;

  @TempDir Path folder;

  private final Set<String> asked = new HashSet<>();
  private long definedAt;

  /** One broker for all tests; each has topics of its own. */
  @BeforeAll
  static void startBroker(@TempDir Path folder) {
    broker = JavaProcess.broker(folder, 0);
    client = Map.of("bootstrap.servers", broker.awaitLine());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldAccountForEverySpectrumOnceThoughTheServiceIsKilled() throws Exception {
    Random random = new Random(Long.getLong("spectra.test.seed", 1));
    ServiceConfig config = apart(TestModels.writeExplained(folder), "killed");
    replayAndKill(config, random);
    verify(config);
  }

  /** Its open transaction would hide the answers after it for as long as the longest may take. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldAnswerSoonThoughItWasKilledAmidAnAnswer() throws Exception {
    ServiceConfig config = apart(TestModels.writeExplained(folder), "answering");
    try (TestClients clients = new TestClients(client)) {
      try (JavaProcess service = serve(config)) {
        service.awaitLine();
        clients.sendAll(questions(config, 0, 2, 50_000));
        clients.awaitAny(config.topics().explanations());
        service.kill();
      }
      try (JavaProcess service = serve(config)) {
        service.awaitLine();
        clients.sendAll(questions(config, MOST_KILLS, QUESTIONS, 400));
        awaitAnswers(config, clients);
        requireOneAnswerEach(config, clients);
        assertThat(service.terminate(60)).isEqualTo(128 + 15);
      }
    }
  }

  /** Two versions in turn; a result must be what the version that it names says of its block. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldNameTheVersionThatMadeEveryResultThoughItIsKilledAmidASwitch() throws Exception {
    Random random = new Random(Long.getLong("spectra.test.seed", 2));
    ServiceConfig config = apart(TestModels.write(folder), "switched");
    TestModels.writeVersion(config.modelStore(), "1.1.0");
    List<RawBlock> blocks = new ArrayList<>();
    for (int y = 0; y < SWITCHED; y++) {
      for (int x = 0; x < SWITCHED; x += BLOCK) {
        blocks.add(TestModels.line("scored", "switched", SWITCHED, SWITCHED, x, y, BLOCK));
      }
    }
    try (TestClients clients = new TestClients(client)) {
      int sent = 0;
      for (int run = 0; run < KILLS; run++) {
        try (JavaProcess service = serve(config)) {
          service.awaitLine();
          int until = blocks.size() * (run + 1) / (KILLS + 1);
          clients.sendAll(TestModels.records(config, blocks.subList(sent, until)));
          sent = until;
          use(run % 2 == 0 ? "1.0.0" : "1.1.0", config);
          if (run == 1) {
            rename(config);
          }
          service.run(random.nextInt(600));
          service.kill();
        }
      }
      try (JavaProcess service = serve(config)) {
        service.awaitLine();
        int half = (sent + blocks.size()) / 2;
        clients.sendAll(TestModels.records(config, blocks.subList(sent, half)));
        use("1.1.0", config);
        clients.sendAll(TestModels.records(config, blocks.subList(half, blocks.size())));
        Outcomes.awaitComplete(clients, config.topics(), List.of("switched"));
        assertThat(service.terminate(60)).isEqualTo(128 + 15);
      }
      Outcomes outcomes = Outcomes.read(clients, config.topics());
      outcomes.requireOneResultEach("switched", SWITCHED, SWITCHED);
      outcomes.requireMapShowsResults("switched", SWITCHED, SWITCHED);
      requireTrueVersions(config, clients, blocks);
    }
  }

  private static void use(String version, ServiceConfig config) throws Exception {
    try (ModelsClient models = new ModelsClient(client, config.topics())) {
      models.ask(
          "scored",
          new ModelRequest.Use(
              new ModelRequest.Version(new ModelId("untrained", version), Optional.empty())),
          "test");
    }
  }

  /** Another definition, which says the same of spectra under another title. */
  private void rename(ServiceConfig config) throws Exception {
    try (ModelsClient models = new ModelsClient(client, config.topics())) {
      ObjectNode title = JsonNodeFactory.instance.objectNode().put("title", "Renamed");
      definedAt =
          models
              .ask("scored", new PipelineRequest.Change(title, Optional.empty()), "test")
              .getDefinedAtMs();
    }
  }

  private void requireTrueVersions(ServiceConfig config, TestClients clients, List<RawBlock> blocks)
      throws Exception {
    Map<Long, RawBlock> bySequence = new HashMap<>();
    blocks.forEach(block -> bySequence.put(block.sequence(), block));
    Map<String, BlockScorer> scorers = new HashMap<>();
    Pipeline pipeline = Pipelines.load(config.pipelinesDir()).find("scored").orElseThrow();
    ModelStore store = new ModelStore(config.modelStore());
    Map<String, Integer> made = new HashMap<>();
    Map<Long, Long> lastDefined = new HashMap<>();
    clients.readToEnd(
        config.topics().results(),
        record -> {
          Wire.ResultBlock result = result(record.value());
          String version = result.getProvenance().getModelVersion();
          long defined = result.getProvenance().getPipelineDefinedAtMs();
          assertThat(defined).isIn(0L, definedAt);
          BlockScorer scorer =
              scorers.computeIfAbsent(
                  version + " " + defined,
                  wanted ->
                      BlockScorer.open(
                          LoadedPipeline.of(
                              pipeline, Optional.of(store.open("untrained@" + version)), defined),
                          Device.CPU));
          assertThat(scoredBy(scorer, bySequence.get(result.getSequence())))
              .isEqualTo(TestModels.withoutPlace(result));
          made.merge(version, 1, Integer::sum);
          lastDefined.put(result.getSequence(), defined);
        });
    scorers.values().forEach(BlockScorer::close);
    System.err.println("results by version: " + made);
    assertThat(made).containsOnlyKeys("1.0.0", "1.1.0");
    assertThat(lastDefined.get(blocks.get(blocks.size() - 1).sequence()))
        .as("the definition outlives the process that was told of it")
        .isEqualTo(definedAt);
  }

  private static Wire.ResultBlock scoredBy(BlockScorer scorer, RawBlock block) {
    try {
      return TestModels.withoutPlace(scorer.score(block, BlockScorer.Place.NONE));
    } catch (RejectedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static Wire.ResultBlock result(byte[] value) {
    try {
      return Wire.ResultBlock.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private void replayAndKill(ServiceConfig config, Random random) throws Exception {
    List<RawBlock> blocks = blocks();
    int sent = 0;
    int killedAtWork = 0;
    try (TestClients clients = new TestClients(client);
        Admin admin = Admin.create(client)) {
      for (int run = 0; killedAtWork < KILLS && run < MOST_KILLS; run++) {
        try (JavaProcess service = serve(config)) {
          service.awaitLine();
          // A part of the replay comes all at once: more than the service does before it is killed.
          int until = blocks.size() * (run + 1) / (MOST_KILLS + 1);
          clients.sendAll(TestModels.records(config, blocks.subList(sent, until)));
          sent = until;
          clients.sendAll(questions(config, run, QUESTIONS, 400));
          service.run(random.nextInt(1_500));
          service.kill();
        }
        long lag = lag(admin, config);
        System.err.println("killed with " + lag + " of " + sent + " blocks to go");
        killedAtWork += lag > 0 ? 1 : 0;
      }
      assertThat(killedAtWork).isGreaterThanOrEqualTo(KILLS);
      try (JavaProcess service = serve(config)) {
        clients.sendAll(TestModels.records(config, blocks.subList(sent, blocks.size())));
        clients.sendAll(questions(config, MOST_KILLS, QUESTIONS, 400));
        service.awaitLine();
        Outcomes.awaitComplete(clients, config.topics(), IMAGES);
        awaitAnswers(config, clients);
        assertThat(service.terminate(60)).isEqualTo(128 + 15);
      }
    }
  }

  private static ServiceConfig apart(ServiceConfig config, String name) {
    return config.with("topics.prefix", name + ".").with("stream.application.id", name);
  }

  private JavaProcess serve(ServiceConfig config) {
    return JavaProcess.service(
        folder.resolve("service.log"),
        Map.of("SPECTRA_HOME", folder.toString()),
        List.of(
            "kafka.bootstrap.servers=" + client.get("bootstrap.servers"),
            "topics.prefix=" + config.topics().prefix(),
            "stream.application.id=" + config.applicationId()));
  }

  /** Questions about one spectrum each; every one must get one answer, or one refusal. */
  private List<ProducerRecord<byte[], byte[]>> questions(
      ServiceConfig config, int run, int count, int samples) {
    List<ProducerRecord<byte[], byte[]>> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = run + ":" + i;
      asked.add(id);
      Wire.ExplanationRequest question =
          Wire.ExplanationRequest.newBuilder()
              .setCorrelationId(id)
              .setMethod(i % 2 == 0 ? "lime" : "crime")
              .setSamples(samples)
              .setBlock(
                  ByteString.copyFrom(
                      BlockEncoder.encode(
                          TestModels.line("scored", "first", SIDE, SIDE, i, run, 1))))
              .build();
      questions.add(
          new ProducerRecord<>(
              config.topics().explainRequests(), new byte[] {(byte) i}, question.toByteArray()));
    }
    return questions;
  }

  /** Waits for the answers to all questions: some may be visible a little before others. */
  private void awaitAnswers(ServiceConfig config, TestClients clients) {
    Set<String> open = new HashSet<>(asked);
    clients.read(
        config.topics().explanations(),
        record -> open.remove(answer(record.value()).getCorrelationId()),
        open::isEmpty);
  }

  /** Every question that was asked has one answer or one refusal. */
  private void requireOneAnswerEach(ServiceConfig config, TestClients clients) {
    Map<String, String> answers = new HashMap<>();
    clients.readToEnd(
        config.topics().explanations(),
        record -> {
          Wire.ExplanationAnswer answer = answer(record.value());
          if (answer.getKind() != Wire.ExplanationKind.AUDIT) {
            assertThat(answers.put(answer.getCorrelationId(), answer.getRefused())).isNull();
          }
        });
    assertThat(answers.keySet()).isEqualTo(asked);
    assertThat(answers.values()).contains("").isSubsetOf("", "busy", "timed-out");
  }

  private static Wire.ExplanationAnswer answer(byte[] value) {
    try {
      return Wire.ExplanationAnswer.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
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

  private void verify(ServiceConfig config) throws Exception {
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
      requireOneAnswerEach(config, clients);
    }
  }
}
