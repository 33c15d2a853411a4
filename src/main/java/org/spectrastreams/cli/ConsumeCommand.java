package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.ExplanationJson;
import org.spectrastreams.wire.ResultRow;
import org.spectrastreams.wire.proto.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code spectra consume results|maps|images|explanations|dead-letter}: what a service publishes,
 * as JSON.
 */
@Command(
    name = "consume",
    description = "Print what a running service publishes, one JSON object a line.",
    mixinStandardHelpOptions = true)
final class ConsumeCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(250);

  /** What can be read. */
  enum Stream {
    results,
    maps,
    images,
    explanations,
    dead_letter;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Parameters(
      paramLabel = "STREAM",
      description = "One of ${COMPLETION-CANDIDATES}: results are printed spectrum by spectrum.")
  private Stream stream;

  @Option(
      names = "--json",
      description = "One object a line; without it, objects are indented for people.")
  private boolean json;

  @Option(
      names = "--from-beginning",
      description = "Start with the oldest record, not with the next one.")
  private boolean fromBeginning;

  @Option(
      names = "--until-end",
      description = "Stop at the newest record instead of waiting for more.")
  private boolean untilEnd;

  @Option(names = "--image", paramLabel = "ID", description = "Only this image.")
  private String image;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N lines.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--with-maps",
      description = "Results with their activation maps, explanations with their weights.")
  private boolean withMaps;

  private long printed;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      Map<String, Object> properties = new HashMap<>(BrokerAddress.clientProperties(config));
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
        consume(consumer, topic(config), out);
      }
      return out.checkError() ? 1 : 0;
    } catch (IOException e) {
      out.flush();
      spec.commandLine().getErr().println("consume: " + e.getMessage());
      return 1;
    }
  }

  private String topic(ServiceConfig config) {
    return switch (stream) {
      case results -> config.topics().results();
      case maps -> config.topics().maps();
      case images -> config.topics().images();
      case explanations -> config.topics().explanations();
      case dead_letter -> config.topics().deadLetter();
    };
  }

  private void consume(KafkaConsumer<String, byte[]> consumer, String topic, PrintWriter out)
      throws IOException {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new IOException("topic " + topic + " does not exist: is the service running?");
    }
    List<TopicPartition> partitions =
        known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (fromBeginning || untilEnd) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    while (printed < limit && !(untilEnd && reached(consumer, ends))) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        print(record, out);
        if (printed >= limit) {
          break;
        }
      }
      if (!records.isEmpty() && out.checkError()) { // flushes; true when the reader has gone
        return;
      }
    }
  }

  private static boolean reached(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void print(ConsumerRecord<String, byte[]> record, PrintWriter out) throws IOException {
    if (record.value() == null && stream != Stream.dead_letter) {
      return; // a tombstone: the image was forgotten
    }
    try {
      switch (stream) {
        case results -> {
          Wire.ResultBlock block = Wire.ResultBlock.parseFrom(record.value());
          for (int row = 0; row < block.getXCount(); row++) {
            line(block.getImageId(), new ResultRow(block, row).toJson(withMaps), out);
          }
        }
        case maps -> {
          Wire.MapTile tile = Wire.MapTile.parseFrom(record.value());
          line(tile.getImageId(), MessageJson.of(tile), out);
        }
        case images -> {
          Wire.ImageStatus status = Wire.ImageStatus.parseFrom(record.value());
          line(status.getImageId(), MessageJson.of(status), out);
        }
        case explanations -> {
          Wire.ExplanationAnswer answer = Wire.ExplanationAnswer.parseFrom(record.value());
          line(answer.getImageId(), ExplanationJson.of(answer, withMaps), out);
        }
        case dead_letter -> line(null, deadLetter(record), out);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(
          record.topic()
              + "-"
              + record.partition()
              + " offset "
              + record.offset()
              + " holds no message of this service: "
              + e.getMessage(),
          e);
    }
  }

  private static ObjectNode deadLetter(ConsumerRecord<String, byte[]> record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", record.key());
    json.put("bytes", record.value() == null ? 0 : record.value().length);
    for (String name :
        List.of(
            DeadLetters.REASON,
            DeadLetters.MESSAGE,
            DeadLetters.TOPIC,
            DeadLetters.PARTITION,
            DeadLetters.OFFSET,
            DeadLetters.SPECTRA,
            DeadLetters.VERSION)) {
      json.put(
          name.substring(name.lastIndexOf('.') + 1),
          DeadLetters.text(record.headers(), name).orElse(null));
    }
    return json;
  }

  private void line(String imageId, ObjectNode value, PrintWriter out) {
    if (printed < limit && (image == null || image.equals(imageId))) {
      out.println(json ? value.toString() : value.toPrettyString());
      printed++;
    }
  }

  /** Map tiles and image states for people: packed values as numbers. */
  private static final class MessageJson {
    private static final int NOT_SEEN_BYTE = 255;
    private static final int NO_CLASS_BYTE = 254;
    private static final int NOT_SEEN_FLAGS = 65_535;
    private static final int NO_INDEX = 65_534;

    static ObjectNode of(Wire.MapTile tile) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("image", tile.getImageId());
      json.put("layer", tile.getLayer());
      json.put("x0", tile.getX0()).put("y0", tile.getY0());
      json.put("width", tile.getWidth()).put("height", tile.getHeight());
      json.put("seen", tile.getSeen());
      ArrayNode values = json.putArray("values");
      ByteBuffer bytes = tile.getValues().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        switch (tile.getEncoding()) {
          case FLOAT32 -> {
            float value = bytes.getFloat();
            values.add(Float.isFinite(value) ? (Float) value : null);
          }
          case CLASS_U8 -> {
            int value = bytes.get() & 0xff;
            values.add(
                value == NOT_SEEN_BYTE ? null : (Integer) (value == NO_CLASS_BYTE ? -1 : value));
          }
          case FLAGS_U16 -> {
            int value = bytes.getShort() & 0xffff;
            values.add(value == NOT_SEEN_FLAGS ? null : (Integer) value);
          }
          case INDEX_U16 -> {
            int value = bytes.getShort() & 0xffff;
            values.add(value == NOT_SEEN_FLAGS ? null : (Integer) (value == NO_INDEX ? -1 : value));
          }
          default -> throw new IllegalStateException("tile encoding " + tile.getEncoding());
        }
      }
      return json;
    }

    static ObjectNode of(Wire.ImageStatus status) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("image", status.getImageId());
      json.put("pipeline", status.getPipeline());
      json.put("state", status.getState().name().toLowerCase(Locale.ROOT));
      json.put("width", status.getWidth()).put("height", status.getHeight());
      json.put("seen", status.getSeen()).put("flagged", status.getFlagged());
      json.put("simulated", status.getSimulated());
      ObjectNode classes = json.putObject("classes");
      for (int c = 0; c < status.getClassNamesCount(); c++) {
        classes.put(
            status.getClassNames(c),
            c < status.getClassCountsCount() ? status.getClassCounts(c) : 0);
      }
      ArrayNode layers = json.putArray("layers");
      status.getLayersList().forEach(layer -> layers.add(layer.getId()));
      json.put("firstResultMs", status.getFirstResultMs());
      json.put("lastResultMs", status.getLastResultMs());
      return json;
    }
  }
}
