package org.spectrastreams.cli.sending;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.TopicEnd;

/** Reads a topic from its beginning to where it ends now. */
public final class CompactedTopic {
  private static final Duration POLL = Duration.ofMillis(100);

  private CompactedTopic() {}

  /**
   * Tells every committed record, those of one key in their order.
   *
   * @throws KafkaException if there is no such topic, or the broker goes away meanwhile
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
        throw new KafkaException(
            "there is no topic " + topic + ": start a service of this version, which makes it");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      TopicEnd end = new TopicEnd(consumer, partitions);
      while (!end.isReached()) {
        consumer.poll(POLL).forEach(told);
      }
    }
  }
}
