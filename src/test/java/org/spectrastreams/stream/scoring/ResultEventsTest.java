package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;

class ResultEventsTest {
  private static final long TIME = 1_700_000_000_123L;

  private static Wire.ResultBlock result(String topic, int partition, long offset, long scan) {
    return Wire.ResultBlock.newBuilder()
        .setGeneration(scan)
        .setProvenance(
            Wire.Provenance.newBuilder()
                .setSourceTopic(topic)
                .setSourcePartition(partition)
                .setSourceOffset(offset))
        .build();
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Header header : headers) {
      texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void shouldCarryTheAttributesThatACloudEventMustHave() {
    assertThat(texts(new ResultEvents(true).of(result("spectra.raw", 3, 1234, 7), TIME)))
        .containsExactly(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("ce_type", "org.spectrastreams.result.v1"),
            Map.entry("ce_source", "/topics/spectra.raw"),
            Map.entry("ce_id", "3-1234-7"),
            Map.entry("ce_time", "2023-11-14T22:13:20.123Z"),
            Map.entry("content-type", "application/x-protobuf"));
  }

  @Test
  void shouldNameABlockTheSameAndAnotherBlockOrScanOtherwise() {
    ResultEvents events = new ResultEvents(true);
    Map<String, String> first = texts(events.of(result("a.raw", 1, 2, 3), TIME));
    assertThat(texts(events.of(result("b.raw", 1, 2, 3), TIME)))
        .containsEntry("ce_source", "/topics/b.raw");
    assertThat(texts(events.of(result("a.raw", 1, 2, 3), TIME))).isEqualTo(first);
    assertThat(texts(events.of(result("a.raw", 1, 2, -1), TIME)))
        .containsEntry("ce_id", "1-2-18446744073709551615");
    assertThat(texts(events.of(result("a.raw", 12, 3, 3), TIME)))
        .doesNotContainEntry("ce_id", first.get("ce_id"));
  }

  @Test
  void shouldCarryNothingUnlessItIsWanted() {
    assertThat(new ResultEvents(false).of(result("spectra.raw", 0, 0, 0), TIME)).isEmpty();
  }

  @Test
  void shouldCarryWhatTheContractDescribes() throws Exception {
    JsonNode headers =
        new YAMLMapper()
            .readTree(Path.of("streams/asyncapi.yaml").toFile())
            .at("/components/messages/ResultBlock/headers/properties");
    Map<String, String> carried =
        texts(new ResultEvents(true).of(result("spectra.raw", 3, 1234, 7), TIME));
    Map<String, JsonNode> described = new LinkedHashMap<>();
    headers.properties().forEach(field -> described.put(field.getKey(), field.getValue()));
    assertThat(described.remove("traceparent")).as("of the span, where spans are sent").isNotNull();
    assertThat(described.keySet()).isEqualTo(carried.keySet());
    described.forEach(
        (name, about) -> {
          if (about.has("const")) {
            assertThat(carried.get(name)).isEqualTo(about.get("const").asText());
          }
        });
  }
}
