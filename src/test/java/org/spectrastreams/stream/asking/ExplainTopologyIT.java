package org.spectrastreams.stream.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ServiceConfig;
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

/** What the explain topology answers, refuses and sets aside. */
class ExplainTopologyIT {
  @TempDir static Path folder;
  @AutoClose private static AskedTopology topology;

  @BeforeAll
  static void open() throws IOException {
    topology = new AskedTopology(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cam", "lime", "lime-published", "lime-amortised", "crime", "context-linear"})
  void shouldAnswerEveryMethodAlikeEveryTime(String method) {
    Wire.ExplanationRequest request =
        AskedTopology.request(method).setSamples(800).setSeed(3).build();
    Wire.ExplanationAnswer answer = topology.ask(request);
    assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
    assertThat(answer.getKind()).isEqualTo(Wire.ExplanationKind.ANSWER);
    assertThat(answer.getMethod()).isEqualTo(method);
    assertThat(answer.getPipeline()).isEqualTo("scored");
    assertThat(answer.getImageId()).isEqualTo("img");
    assertThat(answer.getX()).isEqualTo(5);
    assertThat(answer.getClassNamesList()).isEqualTo(TestModels.CLASSES);
    assertThat(AskedTopology.weights(answer))
        .hasSize(TestModels.AXIS.size())
        .isNotEqualTo(new float[201]);
    assertThat(answer.hasContext()).isTrue();
    assertThat(answer.getProvenance().getModel()).isEqualTo("untrained");
    boolean sampled = method.equals("lime") || method.equals("lime-published");
    assertThat(answer.getSamples()).isEqualTo(sampled ? 800 : 0);
    assertThat(answer.getSeed()).isEqualTo(sampled ? 3 : 0);
    assertThat(Double.isNaN(answer.getRSquared())).isNotEqualTo(sampled);
    assertThat(topology.ask(request)).isEqualTo(answer);
    if (sampled) {
      assertThat(AskedTopology.weights(topology.ask(request.toBuilder().setSeed(4).build())))
          .isNotEqualTo(AskedTopology.weights(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lime", "lime-amortised"})
  void shouldExplainAnyClass(String method) {
    Wire.ExplanationAnswer predicted = topology.ask(AskedTopology.request(method).build());
    String other = TestModels.CLASSES.get((predicted.getPredictedClass() + 1) % 3);
    Wire.ExplanationAnswer asked =
        topology.ask(AskedTopology.request(method).setClassName(other).build());
    assertThat(predicted.getExplainedClass()).isEqualTo(predicted.getPredictedClass());
    assertThat(asked.getRefused()).isEmpty();
    assertThat(asked.getClassNames(asked.getExplainedClass())).isEqualTo(other);
    assertThat(asked.getContext()).isEqualTo(predicted.getContext());
    assertThat(AskedTopology.weights(asked)).isNotEqualTo(AskedTopology.weights(predicted));
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
              topology.ask(
                  AskedTopology.request(method)
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
        AskedTopology.request(method).setPipeline(OtherOutcomes.VALUE).setSamples(200);
    JsonNode found = json(topology.ask(asked.build()));
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
    topology.refused(
        b -> b.setPipeline(OtherOutcomes.VALUE).setMethod("expected-gradients"),
        "method-not-available");
  }

  @Test
  void shouldAgreeWithTheResultOfTheSameSpectrum() throws Exception {
    Wire.ResultBlock result;
    ServiceConfig config = TestModels.writeExplained(folder.resolve("other"));
    try (TestTopology scoring = new TestTopology(config, folder.resolve("scoring"))) {
      scoring.send(AskedTopology.line(1));
      result = scoring.results().get(0);
    }
    Wire.ExplanationAnswer answer = topology.ask(AskedTopology.request("lime-amortised").build());
    ResultView row = ResultView.of(result);
    assertThat(answer.getPredictedClass()).isEqualTo(row.predictedClass(0));
    assertThat(answer.getContext().getContext()).isEqualTo(row.context(0));
    assertThat(answer.getContext().getContradicts()).isEqualTo(row.contradicts(0));
    assertThat(answer.getContext().getDistance()).isEqualTo(row.contextDistance(0));
    StrongestBands.Band band = row.limeBands(0).get(0);
    assertThat(AskedTopology.weights(answer)[TestModels.AXIS.indexNearest(band.wavenumber())])
        .isEqualTo(band.weight());
  }

  @Test
  void shouldReadSpectraBackFromTheRawTopicAlone() {
    topology.put(2, 7, AskedTopology.line(4));
    Wire.SpectrumPlace.Builder place =
        Wire.SpectrumPlace.newBuilder().setPartition(2).setOffset(7).setIndex(3);
    Wire.ExplanationAnswer answer =
        topology.ask(AskedTopology.request("cam").setPlace(place).build());
    assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
    assertThat(answer.getX()).isEqualTo(8);
    assertThat(answer.getProvenance().getSourceOffset()).isEqualTo(7);
    assertThat(answer.getProvenance().getSourceTopic()).isEqualTo(AskedTopology.TOPICS.raw());
    topology.refused(
        b -> b.setPlace(place.clone().setTopic("spectra.results")), "topic-not-allowed");
    topology.refused(
        b -> b.setPlace(place.clone().setTopic("__consumer_offsets")), "topic-not-allowed");
    topology.refused(b -> b.setPlace(place.clone().setOffset(8)), "spectrum-gone");
    topology.refused(b -> b.setPlace(place.clone().setPartition(-1)), "spectrum-gone");
    topology.refused(b -> b.setPlace(place.clone().setPartition(800)), "spectrum-gone");
    topology.refused(b -> b.setPlace(place.clone().setOffset(Long.MIN_VALUE)), "spectrum-gone");
    topology.refused(b -> b.setPlace(place.clone().setIndex(4)), "no-such-index");
    topology.refused(b -> b.setPlace(place.clone().setIndex(-1)), "no-such-index");
  }

  private static ByteString block(RawBlock block) {
    return ByteString.copyFrom(BlockEncoder.encode(block));
  }

  @Test
  void shouldRefuseWhatCannotBeExplainedAndSayWhy() {
    topology.refused(b -> b.setMethod("shap"), "unknown-method");
    topology.refused(b -> b.clearMethod(), "unknown-method");
    topology.refused(b -> b.setMethod("m".repeat(100_000)), "unknown-method");
    topology.refused(b -> b.setPipeline("no-such"), "unknown-pipeline");
    topology.refused(b -> b.setPipeline("p".repeat(5_000)), "unknown-pipeline");
    topology.refused(b -> b.setPipeline("survey"), "no-model");
    topology.refused(b -> b.setClassName("d"), "unknown-class");
    topology.refused(b -> b.setClassName("c".repeat(50_000)), "unknown-class");
    topology.refused(b -> b.setSamples(5_001), "bad-samples");
    topology.refused(b -> b.setSamples(-1), "bad-samples");
    topology.refused(b -> b.setSamples(1), "bad-samples");
    topology.refused(b -> b.clearSpectrum(), "no-spectrum");
    topology.refused(b -> b.setBlock(ByteString.EMPTY), "bad-spectrum");
    topology.refused(b -> b.setBlock(ByteString.copyFromUtf8("hello, spectra")), "bad-spectrum");
    topology.refused(b -> b.setBlock(b.getBlock().substring(0, 300)), "bad-spectrum");
    topology.refused(b -> b.setBlock(block(AskedTopology.line(2))), "not-one-spectrum");
    topology.refused(b -> b.setBlock(block(filled(0))), "unusable-spectrum");
    topology.refused(b -> b.setBlock(block(filled(Float.NaN))), "unusable-spectrum");
    Wire.ExplanationAnswer predicted = topology.ask(AskedTopology.request("cam").build());
    String other = TestModels.CLASSES.get((predicted.getPredictedClass() + 1) % 3);
    topology.refused(b -> b.setMethod("cam").setClassName(other), "class-not-explained");
    topology.refused(b -> b.setMethod("crime").setClassName(other), "class-not-explained");
    assertThat(topology.ask(AskedTopology.request("lime").build()).getRefused()).isEmpty();
  }

  private static RawBlock filled(float value) {
    RawBlock block = AskedTopology.line(1);
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
            Arrays.copyOf(AskedTopology.request("cam").build().toByteArray(), 200),
            AskedTopology.request("cam").clearCorrelationId().build().toByteArray(),
            AskedTopology.request("cam").setCorrelationId("no\nline").build().toByteArray(),
            AskedTopology.request("cam").setCorrelationId("i".repeat(101)).build().toByteArray());
    for (byte[] value : values) {
      TestRecord<byte[], byte[]> letter = topology.letterOf(value);
      assertThat(letter.value()).isEqualTo(value);
      assertThat(TestTopology.header(letter, DeadLetters.TOPIC))
          .isEqualTo(AskedTopology.TOPICS.explainRequests());
      assertThat(TestTopology.header(letter, DeadLetters.REASON))
          .isIn("malformed", "empty-record", "record-too-large");
    }
  }

  @Test
  void shouldRefuseWhatWaitedTooLong() {
    topology.pass(60_000);
    assertThat(topology.ask(AskedTopology.request("cam").build(), 10_001).getRefused())
        .isEqualTo("timed-out");
    assertThat(topology.ask(AskedTopology.request("cam").setTimeoutMs(50).build(), 51).getRefused())
        .isEqualTo("timed-out");
    assertThat(
            topology
                .ask(AskedTopology.request("cam").setTimeoutMs(20_000).build(), 15_000)
                .getRefused())
        .isEmpty();
  }

  @Test
  void shouldRefuseWhatFoundTheQueueFull() {
    topology.pass(60_000);
    for (int i = 0; i < AskedTopology.QUEUE; i++) {
      assertThat(topology.ask(AskedTopology.request("cam").build(), 500).getRefused()).isEmpty();
    }
    assertThat(topology.ask(AskedTopology.request("cam").build(), 500).getRefused())
        .isEqualTo("busy");
    topology.pass(1);
    assertThat(topology.ask(AskedTopology.request("cam").build(), 0).getRefused()).isEmpty();
  }
}
