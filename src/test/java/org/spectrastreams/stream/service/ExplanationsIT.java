package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.proto.Wire;

/** Explanations through the real broker: results, audits, requests good and hostile. */
class ExplanationsIT {
  private static final int WIDTH = 70;
  private static final int HEIGHT = 20;

  @TempDir Path folder;

  /**
   * Results by where their blocks lie: in a partition of results, images come as they are scored.
   */
  private static Map<String, ByteString> scan(ServiceConfig config, TestClients clients) {
    for (int y = 0; y < HEIGHT; y++) {
      clients.send(
          config.topics().raw(), TestModels.line("scored", "img", WIDTH, HEIGHT, 0, y, WIDTH));
    }
    Map<String, ByteString> results = new TreeMap<>();
    clients.read(
        config.topics().results(),
        record -> {
          Wire.Provenance made = result(record.value()).getProvenance();
          String place = made.getSourcePartition() + "/" + made.getSourceOffset();
          assertThat(results.put(place, ByteString.copyFrom(record.value()))).isNull();
        },
        () -> results.size() == HEIGHT);
    return results;
  }

  private static Wire.ResultBlock result(byte[] value) {
    try {
      return Wire.ResultBlock.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Wire.ExplanationAnswer answer(byte[] value) {
    try {
      return Wire.ExplanationAnswer.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldGiveTheSameResultsWithAndWithoutAuditsAndAnswerAfterHostileRequests()
      throws Exception {
    ServiceConfig config =
        TestModels.writeExplained(folder)
            .with("topics.partitions", "2")
            .with("audit.fraction", "1");
    Map<String, ByteString> audited;
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (StreamService service = StreamService.start(config.with("audit.budget", "1"), registry);
        TestClients clients = new TestClients(service.clientProperties())) {
      audited = scan(config, clients);
      Wire.ResultBlock first = result(audited.values().iterator().next().toByteArray());
      assertThat(first.getContext().isEmpty()).isFalse();
      awaitAudit(config, clients);
      askHostileQuestions(config, clients, first);
      assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
    }
    assertThat(registry.get("spectra.audit.done").tag("cause", "sampled").counter().count())
        .isPositive();
    ServiceConfig again =
        config.with("data.dir", folder.resolve("again").toString()).with("audit.fraction", "0");
    try (StreamService service = StreamService.start(again, new SimpleMeterRegistry());
        TestClients clients = new TestClients(service.clientProperties())) {
      assertThat(scan(again, clients)).isEqualTo(audited);
    }
  }

  private static void awaitAudit(ServiceConfig config, TestClients clients) {
    Map<String, Wire.ExplanationAnswer> audits = new HashMap<>();
    clients.read(
        config.topics().explanations(),
        record -> audits.put(TestClients.key(record), answer(record.value())),
        () -> !audits.isEmpty());
    assertThat(audits.get("img").getKind()).isEqualTo(Wire.ExplanationKind.AUDIT);
    assertThat(audits.get("img").getAgreement().getCorrelation()).isBetween(-1.0, 1.0);
  }

  private static Wire.ExplanationRequest.Builder good(Wire.ResultBlock result) {
    Wire.Provenance scored = result.getProvenance();
    return Wire.ExplanationRequest.newBuilder()
        .setMethod("lime")
        .setSamples(200)
        .setPlace(
            Wire.SpectrumPlace.newBuilder()
                .setTopic(scored.getSourceTopic())
                .setPartition(scored.getSourcePartition())
                .setOffset(scored.getSourceOffset())
                .setIndex(5));
  }

  private static void askHostileQuestions(
      ServiceConfig config, TestClients clients, Wire.ResultBlock result) {
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, Consumer<Wire.ExplanationRequest.Builder>> hostile = new LinkedHashMap<>();
    hostile.put("unknown-method/1", b -> b.setMethod("shap"));
    hostile.put("unknown-method/2", b -> b.setMethod("x".repeat(200_000)));
    hostile.put("unknown-pipeline/1", b -> b.setPipeline("no-such"));
    hostile.put("unknown-pipeline/2", b -> b.setPipeline("../../etc"));
    hostile.put("no-model/1", b -> b.setPipeline("survey"));
    hostile.put("unknown-class/1", b -> b.setClassName("no such class"));
    hostile.put("bad-samples/1", b -> b.setSamples(Integer.MAX_VALUE));
    hostile.put("bad-samples/2", b -> b.setSamples(-1));
    hostile.put("bad-samples/3", b -> b.setSamples(1));
    hostile.put("no-spectrum/1", b -> b.clearSpectrum());
    hostile.put("bad-spectrum/1", b -> b.setBlock(ByteString.copyFromUtf8("no block")));
    hostile.put("bad-spectrum/2", b -> b.setBlock(ByteString.copyFrom(new byte[900_000])));
    hostile.put(
        "not-one-spectrum/1",
        b ->
            b.setBlock(
                ByteString.copyFrom(
                    BlockEncoder.encode(TestModels.line("scored", "img", 70, 20, 0, 0, 9)))));
    hostile.put("topic-not-allowed/1", b -> b.getPlaceBuilder().setTopic("__transaction_state"));
    hostile.put("topic-not-allowed/2", b -> b.getPlaceBuilder().setTopic("spectra.results"));
    hostile.put("spectrum-gone/1", b -> b.getPlaceBuilder().setOffset(1_000_000));
    hostile.put("spectrum-gone/2", b -> b.getPlaceBuilder().setPartition(99));
    hostile.put("spectrum-gone/3", b -> b.getPlaceBuilder().setOffset(-7));
    hostile.put("no-such-index/1", b -> b.getPlaceBuilder().setIndex(70));
    hostile.put("no-such-index/2", b -> b.getPlaceBuilder().setIndex(-1));
    hostile.forEach(
        (name, change) -> {
          String id = name.replace('/', ':');
          Wire.ExplanationRequest.Builder request = good(result).setCorrelationId(id);
          change.accept(request);
          expected.put(id, name.substring(0, name.indexOf('/')));
          send(config, clients, request.build().toByteArray());
        });
    byte[][] noRequests = {
      new byte[0],
      "hello".getBytes(StandardCharsets.UTF_8),
      Arrays.copyOf(good(result).setCorrelationId("cut").build().toByteArray(), 20),
      good(result).build().toByteArray(),
      good(result).setCorrelationId("a b\u0000c").build().toByteArray()
    };
    for (byte[] value : noRequests) {
      send(config, clients, value);
    }
    expected.put("good", "");
    send(config, clients, good(result).setCorrelationId("good").build().toByteArray());
    Map<String, Wire.ExplanationAnswer> answers = new HashMap<>();
    clients.read(
        config.topics().explanations(),
        record -> {
          Wire.ExplanationAnswer found = answer(record.value());
          if (found.getKind() != Wire.ExplanationKind.AUDIT) {
            assertThat(answers.put(found.getCorrelationId(), found)).isNull();
          }
        },
        () -> answers.size() == expected.size());
    expected.forEach(
        (id, reason) ->
            assertThat(answers.get(id).getRefused())
                .as(id + ": " + answers.get(id).getMessage())
                .isEqualTo(reason));
    assertThat(answers.get("good").getX()).isEqualTo(result.getX(5));
    assertThat(answers.get("good").getSamples()).isEqualTo(200);
    Map<String, String> letters = new HashMap<>();
    clients.read(
        config.topics().deadLetter(),
        letter ->
            letters.put(
                DeadLetters.text(letter.headers(), DeadLetters.PARTITION).orElseThrow()
                    + "/"
                    + DeadLetters.text(letter.headers(), DeadLetters.OFFSET).orElseThrow(),
                DeadLetters.text(letter.headers(), DeadLetters.TOPIC).orElseThrow()),
        () -> letters.size() == noRequests.length);
    assertThat(letters.values()).containsOnly(config.topics().explainRequests());
  }

  private static void send(ServiceConfig config, TestClients clients, byte[] value) {
    clients.send(new ProducerRecord<>(config.topics().explainRequests(), value));
  }
}
