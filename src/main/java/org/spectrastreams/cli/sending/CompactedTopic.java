package org.spectrastreams.cli.sending;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.stream.broker.CommittedConsumer;

/** Reads a topic from its beginning to where it ends now. */
public final class CompactedTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private CompactedTopic() {}

  /**
   * Tells every committed record, those of one key in their order.
   *
   * @throws IllegalStateException if there is no such topic, or it cannot be read in time
   */
  public static void forEach(
      Map<String, Object> clientProperties,
      String topic,
      Consumer<ConsumerRecord<String, byte[]>> told) {
    try (KafkaConsumer<String, byte[]> consumer =
        CommittedConsumer.open(clientProperties, Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "there is no topic " + topic + ": start a service of this version, which makes it");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "topic " + topic + " was not read within " + PATIENCE.toSeconds() + " s; try again");
        }
        consumer.poll(POLL).forEach(told);
      }
    }
  }
}
