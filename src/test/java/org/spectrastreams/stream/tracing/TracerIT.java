package org.spectrastreams.stream.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans on their way to a collector, and what becomes of them where it does not take them. */
class TracerIT {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private Tracer to(URI collector) {
    return Tracer.to(collector, "group", "instance", "9.9", registry);
  }

  private double spans(String outcome) {
    return registry.get("spectra.traces.spans").tag("outcome", outcome).counter().count();
  }

  private static Trace take(Tracer tracer, long offset, Headers headers) {
    return tracer.take(
        new Record<>(new byte[0], new byte[0], 1_000, headers),
        new RecordMetadata() {
          @Override
          public String topic() {
            return "spectra.raw";
          }

          @Override
          public int partition() {
            return 3;
          }

          @Override
          public long offset() {
            return offset;
          }
        });
  }

  private static Headers parent() {
    return new RecordHeaders().add(TraceParent.HEADER, PARENT.getBytes(StandardCharsets.US_ASCII));
  }

  private static Map<String, String> attributes(JsonNode node) {
    Map<String, String> found = new HashMap<>();
    node.get("attributes")
        .forEach(
            one -> {
              assertThat(one.get("value")).as("one value, by its type").hasSize(1);
              found.put(one.get("key").asText(), one.get("value").elements().next().asText());
            });
    return found;
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldSendSpansAsOtlpHasThem() throws Exception {
    try (Collector collector = new Collector()) {
      Headers onward = new RecordHeaders();
      try (Tracer tracer = to(collector.address())) {
        Trace trace = take(tracer, 17, parent());
        trace.put("spectra.count", 12);
        trace.put("spectra.image", "");
        trace.addTo(onward);
        trace.end();
        Trace failed = take(tracer, 18, new RecordHeaders());
        failed.failed("malformed", "no block");
        failed.end();
        assertThat(collector.await(span -> true, 2)).hasSize(2);
      }
      JsonNode resource = collector.requests().get(0).at("/resourceSpans/0");
      assertThat(attributes(resource.get("resource")))
          .containsEntry("service.name", "spectra-streams")
          .containsEntry("service.version", "9.9")
          .containsEntry("service.instance.id", "instance");
      assertThat(resource.at("/scopeSpans/0/scope/name").asText()).isEqualTo("org.spectrastreams");
      JsonNode first = collector.spans().get(0);
      assertThat(first.get("traceId").asText()).isEqualTo(PARENT.substring(3, 35));
      assertThat(first.get("parentSpanId").asText()).isEqualTo(PARENT.substring(36, 52));
      assertThat(first.get("spanId").asText()).matches("[0-9a-f]{16}");
      assertThat(TraceParent.of(onward).orElseThrow().spanId())
          .as("the next record's parent")
          .isEqualTo(first.get("spanId").asText());
      assertThat(first.get("name").asText()).isEqualTo("process spectra.raw");
      assertThat(first.get("kind").isInt()).as("enumerations are numbers").isTrue();
      assertThat(first.get("kind").asInt()).as("SPAN_KIND_CONSUMER").isEqualTo(5);
      assertThat(first.get("startTimeUnixNano").isTextual()).as("64 bits are text").isTrue();
      assertThat(first.get("endTimeUnixNano").asLong())
          .isGreaterThanOrEqualTo(first.get("startTimeUnixNano").asLong());
      assertThat(first.get("status")).isEmpty();
      assertThat(attributes(first))
          .containsEntry("messaging.system", "kafka")
          .containsEntry("messaging.operation.type", "process")
          .containsEntry("messaging.destination.name", "spectra.raw")
          .containsEntry("messaging.destination.partition.id", "3")
          .containsEntry("messaging.kafka.offset", "17")
          .containsEntry("messaging.consumer.group.name", "group")
          .containsEntry("spectra.count", "12")
          .doesNotContainKey("spectra.image");
      JsonNode second = collector.spans().get(1);
      assertThat(second.get("traceId").asText()).matches("[0-9a-f]{32}");
      assertThat(second.has("parentSpanId")).isFalse();
      assertThat(second.at("/status/code").asInt()).as("STATUS_CODE_ERROR").isEqualTo(2);
      assertThat(attributes(second)).containsEntry("error.type", "malformed");
    }
  }

  @Test
  void shouldGiveWorkThatIsDoneAgainTheSameSpan() throws Exception {
    try (Collector collector = new Collector();
        Tracer tracer = to(collector.address())) {
      Headers once = new RecordHeaders();
      Headers again = new RecordHeaders();
      take(tracer, 17, parent()).addTo(once);
      take(tracer, 17, parent()).addTo(again);
      assertThat(TraceParent.of(once)).isEqualTo(TraceParent.of(again)).isPresent();
      Headers other = new RecordHeaders();
      take(tracer, 18, parent()).addTo(other);
      assertThat(TraceParent.of(other)).isNotEqualTo(TraceParent.of(once));
    }
  }

  @Test
  void shouldOnlyHandOnTheHeaderWhereNothingIsTraced() {
    Headers onward = new RecordHeaders();
    Trace trace = take(Tracer.OFF, 17, parent());
    trace.failed("malformed", "no block");
    trace.addTo(onward);
    trace.end();
    assertThat(TraceParent.of(onward).orElseThrow()).hasToString(PARENT);
    take(Tracer.OFF, 17, new RecordHeaders()).addTo(new RecordHeaders());
  }

  /** The socket takes connections and never answers; the next collector answers with an error. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldDropWhatACollectorDoesNotTakeAndNeverWaitForIt() throws Exception {
    int most = 3 * OtlpSender.PLACES;
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Tracer tracer = to(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      for (int i = 0; i < most; i++) {
        take(tracer, i, parent()).end();
      }
      assertThat(spans("dropped")).isGreaterThanOrEqualTo(most - OtlpSender.PLACES - 1_024);
      tracer.close();
      assertThat(spans("dropped")).isEqualTo(most);
    }
    try (Collector collector = new Collector()) {
      collector.answer(503);
      Tracer tracer = to(collector.address());
      take(tracer, 1, parent()).end();
      tracer.close();
    }
    assertThat(spans("dropped")).isEqualTo(most + 1);
    assertThat(spans("sent")).isZero();
  }
}
