package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TopicEnd;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.json.TileJson;
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
      try (KafkaConsumer<String, byte[]> consumer =
          CommittedConsumer.open(BrokerAddress.clientProperties(config), Map.of())) {
        consume(consumer, topic(config), out);
      }
      return out.checkError() ? 1 : 0;
    } catch (IOException | KafkaException e) {
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
    TopicEnd end = new TopicEnd(consumer, partitions);
    if (fromBeginning || untilEnd) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    while (printed < limit && !(untilEnd && end.isReached())) {
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

  private void print(ConsumerRecord<String, byte[]> record, PrintWriter out) {
    if (record.value() == null && stream != Stream.dead_letter) {
      return; // a tombstone: the image was forgotten
    }
    try {
      switch (stream) {
        case results -> {
          ResultView result = ResultView.parse(record.value());
          for (int i = 0; i < result.count(); i++) {
            line(result.block().getImageId(), ResultJson.of(result, i, withMaps), out);
          }
        }
        case maps -> {
          Wire.MapTile tile = Wire.MapTile.parseFrom(record.value());
          line(tile.getImageId(), TileJson.of(tile), out);
        }
        case images -> {
          Wire.ImageStatus status = Wire.ImageStatus.parseFrom(record.value());
          line(status.getImageId(), TileJson.of(status), out);
        }
        case explanations -> {
          ExplanationView explained = ExplanationView.parse(record.value());
          line(explained.answer().getImageId(), ExplanationJson.of(explained, withMaps), out);
        }
        case dead_letter -> line(null, deadLetter(record), out);
      }
    } catch (InvalidProtocolBufferException
        | RejectedRecordException
        | IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
      spec.commandLine()
          .getErr()
          .printf(
              "consume: passed over: %s-%d offset %d holds no message of this service: %s%n",
              record.topic(), record.partition(), record.offset(), why);
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
            DeadLetters.PIPELINE,
            DeadLetters.IMAGE,
            DeadLetters.GENERATION,
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
}
