package org.spectrastreams.stream.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Opens consumers that read what the service publishes as every subscriber should: committed
 * records only, so that each result appears once; no group and no commits, so that everybody sees
 * everything; never making a topic that is not there.
 */
public final class CommittedConsumer {
  private CommittedConsumer() {}

  /**
   * Opens one that goes around what cannot be read; the caller assigns partitions and closes it.
   *
   * @param clientProperties how to reach the broker
   * @param settings what this consumer wants besides; goes before {@code clientProperties}, but not
   *     before the above
   */
  public static KafkaConsumer<String, byte[]> open(
      Map<String, Object> clientProperties, Map<String, Object> settings) {
    return new GuardedConsumer<>(
        committed(clientProperties, settings),
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        (from, offset, why) -> Optional.empty());
  }

  /** As {@link #open}, but it fails where a record is lost or cannot be read: it never slides. */
  static KafkaConsumer<String, byte[]> openExact(
      Map<String, Object> clientProperties, Map<String, Object> settings) {
    return new KafkaConsumer<>(
        committed(clientProperties, settings),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * Assigns all partitions of topics, from what is written from now on.
   *
   * @return the partitions
   */
  public static List<TopicPartition> assignFromNow(
      Consumer<?, ?> consumer, Collection<String> topics) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end is looked up now, not at the first poll
    return partitions;
  }

  private static Map<String, Object> committed(
      Map<String, Object> clientProperties, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.putAll(settings);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }
}
