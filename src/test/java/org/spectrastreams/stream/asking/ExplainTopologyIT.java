package org.spectrastreams.stream.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.broker.DeadLetters;
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
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.proto.Wire;

/** The explain topology with real engines on the test driver. */
class ExplainTopologyIT {
  private static final int QUEUE = 3;
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir static Path folder;
  private static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
  private static final Map<String, byte[]> RAW = new HashMap<>();
  private static final EngineHost HOST = EngineHost.on(Device.CPU);
  private static SpectrumExplainer explainer;
  private static Instant clock = TestTopology.START;
  private static TopologyTestDriver driver;
  private static TestInputTopic<byte[], byte[]> requests;
  private static TestOutputTopic<byte[], byte[]> answers;
  private static TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeAll
  static void open() throws IOException {
    ServiceConfig config = TestModels.writeExplained(folder);
    OtherOutcomes.write(config.modelStore(), config.pipelinesDir());
    explainer =
        new SpectrumExplainer(
            new CurrentDeployment(
                Deployment.of(
                    LoadedPipeline.loadAll(
                        Pipelines.load(config.pipelinesDir()),
                        new ModelStore(config.modelStore())))),
            HOST,
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
                    ExplainTopologyIT::read,
                    TOPICS.raw(),
                    8,
                    new ExplainQueue(QUEUE),
                    10_000,
                    new ExplainMetrics(REGISTRY),
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

  @AfterAll
  static void close() {
    driver.close();
    explainer.close();
    assertThat(HOST.engines()).as("engines that were not given back").isZero();
    HOST.close();
  }

  private static byte[] read(String topic, int partition, long offset)
      throws RecordReader.RecordGoneException {
    byte[] value = RAW.get(topic + "/" + partition + "/" + offset);
    if (value == null) {
      throw new RecordReader.RecordGoneException("offset " + offset + " is gone");
    }
    return value;
  }

  private static Wire.ExplanationRequest.Builder request(String method) {
    return Wire.ExplanationRequest.newBuilder()
        .setCorrelationId("q-1")
        .setMethod(method)
        .setBlock(ByteString.copyFrom(BlockEncoder.encode(line(1))));
  }

  private static RawBlock line(int count) {
    return TestModels.line("scored", "img", 40, 3, 5, 1, count);
  }

  private static Wire.ExplanationAnswer ask(Wire.ExplanationRequest request) {
    pass(1_000);
    return ask(request, 0);
  }

  private static void pass(long millis) {
    driver.advanceWallClockTime(Duration.ofMillis(millis));
    clock = clock.plusMillis(millis);
  }

  private static Wire.ExplanationAnswer ask(Wire.ExplanationRequest request, long waitedMillis) {
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

  private static float[] weights(Wire.ExplanationAnswer answer) {
    float[] values = new float[answer.getPoints()];
    answer
        .getWeights()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cam", "lime", "lime-published", "lime-amortised", "crime", "context-linear"})
  void shouldAnswerEveryMethodAlikeEveryTime(String method) {
    Wire.ExplanationRequest request = request(method).setSamples(800).setSeed(3).build();
    Wire.ExplanationAnswer answer = ask(request);
    assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
    assertThat(answer.getKind()).isEqualTo(Wire.ExplanationKind.ANSWER);
    assertThat(answer.getMethod()).isEqualTo(method);
    assertThat(answer.getPipeline()).isEqualTo("scored");
    assertThat(answer.getImageId()).isEqualTo("img");
    assertThat(answer.getX()).isEqualTo(5);
    assertThat(answer.getClassNamesList()).isEqualTo(TestModels.CLASSES);
    assertThat(weights(answer)).hasSize(TestModels.AXIS.size()).isNotEqualTo(new float[201]);
    assertThat(answer.hasContext()).isTrue();
    assertThat(answer.getProvenance().getModel()).isEqualTo("untrained");
    boolean sampled = method.equals("lime") || method.equals("lime-published");
    assertThat(answer.getSamples()).isEqualTo(sampled ? 800 : 0);
    assertThat(answer.getSeed()).isEqualTo(sampled ? 3 : 0);
    assertThat(Double.isNaN(answer.getRSquared())).isNotEqualTo(sampled);
    assertThat(ask(request)).isEqualTo(answer);
    if (sampled) {
      assertThat(weights(ask(request.toBuilder().setSeed(4).build())))
          .isNotEqualTo(weights(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lime", "lime-amortised"})
  void shouldExplainAnyClass(String method) {
    Wire.ExplanationAnswer predicted = ask(request(method).build());
    String other = TestModels.CLASSES.get((predicted.getPredictedClass() + 1) % 3);
    Wire.ExplanationAnswer asked = ask(request(method).setClassName(other).build());
    assertThat(predicted.getExplainedClass()).isEqualTo(predicted.getPredictedClass());
    assertThat(asked.getRefused()).isEmpty();
    assertThat(asked.getClassNames(asked.getExplainedClass())).isEqualTo(other);
    assertThat(asked.getContext()).isEqualTo(predicted.getContext());
    assertThat(weights(asked)).isNotEqualTo(weights(predicted));
  }

  private static JsonNode json(Wire.ExplanationAnswer answer) throws RejectedRecordException {
    assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
    return ExplanationJson.of(ExplanationView.of(answer), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lime", "lime-published", "expected-gradients"})
  void shouldExplainAnyLabelByItselfWhateverTheOthersScore(String method)
      throws RejectedRecordException {
    Set<JsonNode> weights = new HashSet<>();
    for (String label : OtherOutcomes.NAMES) {
      JsonNode found =
          json(
              ask(
                  request(method)
                      .setPipeline(OtherOutcomes.LABELS)
                      .setClassName(label)
                      .setSamples(200)
                      .build()));
      assertThat(found.get("outcome").asText()).isEqualTo("labels");
      assertThat(found.get("explains").asText()).isEqualTo(label);
      assertThat(found.get("class").isNull()).isTrue();
      assertThat(found.get("predictedClass").isNull()).isTrue();
      assertThat(found.get("classes")).isEmpty();
      JsonNode one = found.get("labels").get(OtherOutcomes.NAMES.indexOf(label));
      assertThat(one.get("name").asText()).isEqualTo(label);
      double score = one.get("score").asDouble();
      assertThat(one.get("present").asBoolean())
          .isEqualTo(score >= one.get("threshold").asDouble());
      if (!method.equals("lime-published")) {
        // The odds of this label alone, which both methods add up to.
        assertThat(found.get("localPrediction").asDouble())
            .isCloseTo(Math.log(score / (1 - score)), within(1e-3));
      }
      weights.add(found.get("weights"));
    }
    assertThat(weights).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lime", "lime-published"})
  void shouldExplainAValueItself(String method) throws RejectedRecordException {
    Wire.ExplanationRequest.Builder asked =
        request(method).setPipeline(OtherOutcomes.VALUE).setSamples(200);
    JsonNode found = json(ask(asked.build()));
    assertThat(found.get("outcome").asText()).isEqualTo("value");
    assertThat(found.get("explains").asText()).isEqualTo(OtherOutcomes.QUANTITY);
    assertThat(found.at("/value/unit").asText()).isEqualTo(OtherOutcomes.UNIT);
    assertThat(found.get("labels")).isEmpty();
    assertThat(found.get("class").isNull()).isTrue();
    assertThat(found.get("weights")).anySatisfy(w -> assertThat(w.asDouble()).isNotZero());
    if (method.equals("lime")) {
      assertThat(found.get("localPrediction").asDouble())
          .as("the value, not the odds of it")
          .isCloseTo(found.at("/value/value").asDouble(), within(1e-6));
    }
    refused(
        b -> b.setPipeline(OtherOutcomes.VALUE).setMethod("expected-gradients"),
        "method-not-available");
  }

  @Test
  void shouldAgreeWithTheResultOfTheSameSpectrum() throws Exception {
    Wire.ResultBlock result;
    ServiceConfig config = TestModels.writeExplained(folder.resolve("other"));
    try (TestTopology scoring = new TestTopology(config, folder.resolve("scoring"))) {
      scoring.send(line(1));
      result = scoring.results().get(0);
    }
    Wire.ExplanationAnswer answer = ask(request("lime-amortised").build());
    ResultView row = ResultView.of(result);
    assertThat(answer.getPredictedClass()).isEqualTo(row.predictedClass(0));
    assertThat(answer.getContext().getContext()).isEqualTo(row.context(0));
    assertThat(answer.getContext().getContradicts()).isEqualTo(row.contradicts(0));
    assertThat(answer.getContext().getDistance()).isEqualTo(row.contextDistance(0));
    StrongestBands.Band band = row.limeBands(0).get(0);
    assertThat(weights(answer)[TestModels.AXIS.indexNearest(band.wavenumber())])
        .isEqualTo(band.weight());
  }

  @Test
  void shouldReadSpectraBackFromTheRawTopicAlone() {
    RAW.put(TOPICS.raw() + "/2/7", BlockEncoder.encode(line(4)));
    Wire.SpectrumPlace.Builder place =
        Wire.SpectrumPlace.newBuilder().setPartition(2).setOffset(7).setIndex(3);
    Wire.ExplanationAnswer answer = ask(request("cam").setPlace(place).build());
    assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
    assertThat(answer.getX()).isEqualTo(8);
    assertThat(answer.getProvenance().getSourceOffset()).isEqualTo(7);
    assertThat(answer.getProvenance().getSourceTopic()).isEqualTo(TOPICS.raw());
    refused(b -> b.setPlace(place.clone().setTopic("spectra.results")), "topic-not-allowed");
    refused(b -> b.setPlace(place.clone().setTopic("__consumer_offsets")), "topic-not-allowed");
    refused(b -> b.setPlace(place.clone().setOffset(8)), "spectrum-gone");
    refused(b -> b.setPlace(place.clone().setPartition(-1)), "spectrum-gone");
    refused(b -> b.setPlace(place.clone().setPartition(800)), "spectrum-gone");
    refused(b -> b.setPlace(place.clone().setOffset(Long.MIN_VALUE)), "spectrum-gone");
    refused(b -> b.setPlace(place.clone().setIndex(4)), "no-such-index");
    refused(b -> b.setPlace(place.clone().setIndex(-1)), "no-such-index");
  }

  private static void refused(Consumer<Wire.ExplanationRequest.Builder> change, String reason) {
    Wire.ExplanationRequest.Builder request = request("lime").setSamples(100);
    change.accept(request);
    Wire.ExplanationAnswer answer = ask(request.build());
    assertThat(answer.getRefused()).as(answer.getMessage()).isEqualTo(reason);
    assertThat(answer.getKind()).isEqualTo(Wire.ExplanationKind.REFUSAL);
    assertThat(answer.getMessage()).isNotEmpty().hasSizeLessThan(1_000);
    assertThat(answer.getWeights().isEmpty()).isTrue();
    assertThat(REGISTRY.get("spectra.explain.refused").tag("reason", reason).counter().count())
        .isPositive();
  }

  private static ByteString block(RawBlock block) {
    return ByteString.copyFrom(BlockEncoder.encode(block));
  }

  @Test
  void shouldRefuseWhatCannotBeExplainedAndSayWhy() {
    refused(b -> b.setMethod("shap"), "unknown-method");
    refused(b -> b.clearMethod(), "unknown-method");
    refused(b -> b.setMethod("m".repeat(100_000)), "unknown-method");
    refused(b -> b.setPipeline("no-such"), "unknown-pipeline");
    refused(b -> b.setPipeline("p".repeat(5_000)), "unknown-pipeline");
    refused(b -> b.setPipeline("survey"), "no-model");
    refused(b -> b.setClassName("d"), "unknown-class");
    refused(b -> b.setClassName("c".repeat(50_000)), "unknown-class");
    refused(b -> b.setSamples(5_001), "bad-samples");
    refused(b -> b.setSamples(-1), "bad-samples");
    refused(b -> b.setSamples(1), "bad-samples");
    refused(b -> b.clearSpectrum(), "no-spectrum");
    refused(b -> b.setBlock(ByteString.EMPTY), "bad-spectrum");
    refused(b -> b.setBlock(ByteString.copyFromUtf8("hello, spectra")), "bad-spectrum");
    refused(b -> b.setBlock(b.getBlock().substring(0, 300)), "bad-spectrum");
    refused(b -> b.setBlock(block(line(2))), "not-one-spectrum");
    refused(b -> b.setBlock(block(filled(0))), "unusable-spectrum");
    refused(b -> b.setBlock(block(filled(Float.NaN))), "unusable-spectrum");
    Wire.ExplanationAnswer predicted = ask(request("cam").build());
    String other = TestModels.CLASSES.get((predicted.getPredictedClass() + 1) % 3);
    refused(b -> b.setMethod("cam").setClassName(other), "class-not-explained");
    refused(b -> b.setMethod("crime").setClassName(other), "class-not-explained");
    assertThat(ask(request("lime").build()).getRefused()).isEmpty();
  }

  private static RawBlock filled(float value) {
    RawBlock block = line(1);
    float[] values = new float[TestModels.AXIS.size()];
    Arrays.fill(values, value);
    return TestModels.with(
        block,
        new org.spectrastreams.spectrum.SpectrumBlock(
            TestModels.AXIS,
            block.spectra().quantity(),
            block.spectra().x(),
            block.spectra().y(),
            values));
  }

  @Test
  void shouldSetAsideWhatIsNoRequest() {
    List<byte[]> values =
        List.of(
            new byte[0],
            "hello, spectra".getBytes(StandardCharsets.UTF_8),
            new byte[2 << 20],
            Arrays.copyOf(request("cam").build().toByteArray(), 200),
            request("cam").clearCorrelationId().build().toByteArray(),
            request("cam").setCorrelationId("no\nline").build().toByteArray(),
            request("cam").setCorrelationId("i".repeat(101)).build().toByteArray());
    for (byte[] value : values) {
      requests.pipeInput(new TestRecord<>(new byte[] {9}, value, clock));
      TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
      assertThat(letter.value()).isEqualTo(value);
      assertThat(TestTopology.header(letter, DeadLetters.TOPIC))
          .isEqualTo(TOPICS.explainRequests());
      assertThat(TestTopology.header(letter, DeadLetters.REASON))
          .isIn("malformed", "empty-record", "record-too-large");
    }
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseWhatWaitedTooLong() {
    pass(60_000);
    assertThat(ask(request("cam").build(), 10_001).getRefused()).isEqualTo("timed-out");
    assertThat(ask(request("cam").setTimeoutMs(50).build(), 51).getRefused())
        .isEqualTo("timed-out");
    assertThat(ask(request("cam").setTimeoutMs(20_000).build(), 15_000).getRefused()).isEmpty();
  }

  @Test
  void shouldRefuseWhatFoundTheQueueFull() {
    pass(60_000);
    for (int i = 0; i < QUEUE; i++) {
      assertThat(ask(request("cam").build(), 500).getRefused()).isEmpty();
    }
    assertThat(ask(request("cam").build(), 500).getRefused()).isEqualTo("busy");
    pass(1);
    assertThat(ask(request("cam").build(), 0).getRefused()).isEmpty();
  }
}
