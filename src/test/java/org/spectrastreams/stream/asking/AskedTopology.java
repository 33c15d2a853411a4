package org.spectrastreams.stream.asking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.OtherOutcomes;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** The explain topology with real engines on the test driver, and requests to it. */
public final class AskedTopology implements AutoCloseable {
  static final int QUEUE = 3;
  static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, byte[]> raw = new HashMap<>();
  private final EngineHost host = EngineHost.on(Device.CPU);
  private final SpectrumExplainer explainer;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> requests;
  private final TestOutputTopic<byte[], byte[]> answers;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private Instant clock = TestTopology.START;

  /** Starts it, with models and state in the folder. */
  AskedTopology(Path folder) throws IOException {
    this(withOtherOutcomes(TestModels.writeExplained(folder)), folder);
  }

  private static ServiceConfig withOtherOutcomes(ServiceConfig config) throws IOException {
    OtherOutcomes.write(config.modelStore(), config.pipelinesDir());
    return config;
  }

  /** Starts it with the pipelines of a configuration, and state in the folder. */
  public AskedTopology(ServiceConfig config, Path folder) throws IOException {
    explainer =
        new SpectrumExplainer(
            new CurrentDeployment(
                Deployment.of(
                    LoadedPipeline.loadAll(
                        Pipelines.load(config.pipelinesDir()),
                        new ModelStore(config.modelStore())))),
            host,
            5_000,
            "test");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-explain");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    driver =
        new TopologyTestDriver(
            ExplainTopology.of(
                TOPICS,
                new ExplainSettings(
                    explainer,
                    this::read,
                    TOPICS.raw(),
                    8,
                    new ExplainQueue(QUEUE),
                    10_000,
                    new ExplainMetrics(registry),
                    "test"),
                new SetAside(folder)),
            settings,
            TestTopology.START);
    requests =
        driver.createInputTopic(
            TOPICS.explainRequests(), new ByteArraySerializer(), new ByteArraySerializer());
    answers =
        driver.createOutputTopic(
            TOPICS.explanations(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetter(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private byte[] read(String topic, int partition, long offset)
      throws RecordReader.RecordGoneException {
    byte[] value = raw.get(topic + "/" + partition + "/" + offset);
    if (value == null) {
      throw new RecordReader.RecordGoneException("offset " + offset + " is gone");
    }
    return value;
  }

  /** Puts a block where the raw topic can be read. */
  void put(int partition, long offset, RawBlock block) {
    raw.put(TOPICS.raw() + "/" + partition + "/" + offset, BlockEncoder.encode(block));
  }

  /** A request for an explanation of one spectrum. */
  public static Wire.ExplanationRequest.Builder request(String method) {
    return Wire.ExplanationRequest.newBuilder()
        .setCorrelationId("q-1")
        .setMethod(method)
        .setBlock(ByteString.copyFrom(BlockEncoder.encode(line(1))));
  }

  static RawBlock line(int count) {
    return TestModels.line("scored", "img", 40, 3, 5, 1, count);
  }

  /** The answer to a request that comes a second after the last. */
  public Wire.ExplanationAnswer ask(Wire.ExplanationRequest request) {
    pass(1_000);
    return ask(request, 0);
  }

  /** How many requests were answered by a method. */
  public long answered(String method) {
    return registry.get("spectra.explain.answers").tag("method", method).timer().count();
  }

  void pass(long millis) {
    driver.advanceWallClockTime(Duration.ofMillis(millis));
    clock = clock.plusMillis(millis);
  }

  /** The answer to a request that has waited so long. */
  Wire.ExplanationAnswer ask(Wire.ExplanationRequest request, long waitedMillis) {
    requests.pipeInput(
        new TestRecord<>(new byte[] {1}, request.toByteArray(), clock.minusMillis(waitedMillis)));
    TestRecord<byte[], byte[]> record = answers.readRecord();
    assertThat(answers.isEmpty()).as("one answer for one request").isTrue();
    assertThat(new String(record.key(), StandardCharsets.UTF_8))
        .isEqualTo(request.getCorrelationId());
    try {
      return Wire.ExplanationAnswer.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Sends bytes that are no request, and answers with the letter that was set aside in its place.
   */
  TestRecord<byte[], byte[]> letterOf(byte[] value) {
    requests.pipeInput(new TestRecord<>(new byte[] {9}, value, clock));
    assertThat(answers.isEmpty()).as("no answer to what is no request").isTrue();
    return deadLetters.readRecord();
  }

  /** Fails unless a changed request is refused for a reason. */
  void refused(Consumer<Wire.ExplanationRequest.Builder> change, String reason) {
    Wire.ExplanationRequest.Builder request = request("lime").setSamples(100);
    change.accept(request);
    Wire.ExplanationAnswer answer = ask(request.build());
    assertThat(answer.getRefused()).as(answer.getMessage()).isEqualTo(reason);
    assertThat(answer.getKind()).isEqualTo(Wire.ExplanationKind.REFUSAL);
    assertThat(answer.getMessage()).isNotEmpty().hasSizeLessThan(1_000);
    assertThat(answer.getWeights().isEmpty()).isTrue();
    assertThat(registry.get("spectra.explain.refused").tag("reason", reason).counter().count())
        .isPositive();
  }

  static float[] weights(Wire.ExplanationAnswer answer) {
    float[] values = new float[answer.getPoints()];
    answer
        .getWeights()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  @Override
  public void close() {
    driver.close();
    explainer.close();
    assertThat(host.engines()).as("engines that were not given back").isZero();
    host.close();
  }
}
