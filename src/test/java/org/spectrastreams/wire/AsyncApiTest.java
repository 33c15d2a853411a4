package org.spectrastreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ConfigKey;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.proto.Wire;

/** The contract's description, {@code streams/asyncapi.yaml}, against what the service does. */
class AsyncApiTest {
  private static JsonNode contract;

  @BeforeAll
  static void readContract() throws IOException {
    contract =
        new YAMLMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .readTree(Path.of("streams/asyncapi.yaml").toFile());
  }

  @Test
  void shouldDescribeEveryTopicUnderItsName() {
    assertThat(texts(contract.path("channels"), "address"))
        .containsExactlyInAnyOrderElementsOf(new Topics(Topics.DEFAULT_PREFIX).all());
    for (JsonNode channel : contract.path("channels")) {
      assertThat(channel.at("/bindings/kafka/topic")).isEqualTo(channel.path("address"));
    }
  }

  @Test
  void shouldGiveTheDefaultNumberOfPartitionsAndReplicas() {
    for (JsonNode channel : contract.path("channels")) {
      JsonNode kafka = channel.at("/bindings/kafka");
      assertThat(kafka.path("partitions").asText())
          .isEqualTo(ConfigKey.TOPICS_PARTITIONS.defaultValue());
      assertThat(kafka.path("replicas").asText())
          .isEqualTo(ConfigKey.TOPICS_REPLICATION.defaultValue());
    }
  }

  @Test
  void shouldNameMessagesThatTheProtoDefines() {
    Set<String> described = new TreeSet<>();
    for (JsonNode message : contract.at("/components/messages")) {
      String name = message.path("name").asText();
      if (name.equals("DeadLetter")) {
        continue;
      }
      String simple = name.substring(name.lastIndexOf('.') + 1);
      Descriptor descriptor = Wire.getDescriptor().findMessageTypeByName(simple);
      assertThat(descriptor).as(name).isNotNull();
      assertThat(name).isEqualTo(descriptor.getFullName());
      assertThat(message.at("/payload/schema").asText()).contains("one " + name + "\n");
      described.add(simple);
    }
    assertThat(described)
        .as("every message that is not a part of another one is a record")
        .isEqualTo(recordMessages());
  }

  @Test
  void shouldLetEveryReferenceLeadSomewhere() {
    List<JsonNode> references = contract.findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      assertThat(reference.asText()).startsWith("#/");
      assertThat(contract.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void shouldListTheDeadLetterHeadersAndReasons() throws IllegalAccessException {
    JsonNode headers = contract.at("/components/messages/DeadLetter/headers");
    List<String> known = new ArrayList<>();
    for (Field field : DeadLetters.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
        known.add((String) field.get(null));
      }
    }
    assertThat(headers.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(stream(headers.path("required")).map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(
            known.stream()
                .filter(
                    name ->
                        !List.of(
                                DeadLetters.ORIGINAL_LENGTH,
                                DeadLetters.ORIGINAL_SHA256,
                                DeadLetters.ORIGINAL_HEADERS_LENGTH,
                                DeadLetters.ORIGINAL_KEY_LENGTH,
                                DeadLetters.PIPELINE,
                                DeadLetters.IMAGE,
                                DeadLetters.FRAME,
                                DeadLetters.GENERATION,
                                DeadLetters.SEQUENCE)
                            .contains(name))
                .toList());
    assertThat(
            stream(headers.path("properties").path(DeadLetters.REASON).path("enum"))
                .map(JsonNode::asText))
        .containsExactlyElementsOf(
            Arrays.stream(RejectReason.values()).map(RejectReason::id).toList());
  }

  private static Set<String> recordMessages() {
    Set<String> parts = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (Descriptor message : Wire.getDescriptor().getMessageTypes()) {
      all.add(message.getName());
      message.getFields().stream()
          .filter(field -> field.getJavaType().name().equals("MESSAGE"))
          .map(field -> field.getMessageType().getName())
          .filter(part -> !part.equals(message.getName())) // what held before a record
          .forEach(parts::add);
    }
    all.removeAll(parts);
    return all;
  }

  private static List<String> texts(JsonNode nodes, String key) {
    return stream(nodes).map(node -> node.path(key).asText()).toList();
  }

  private static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
