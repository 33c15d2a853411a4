package org.spectrastreams.stream.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.TopicEnd;

/**
 * The control topic, read from its beginning by whoever opens it, and written. Reading is for one
 * thread, writing for any.
 */
final class ModelsLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int WRITE_MILLIS = 10_000;

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Object> writing;
  private final Function<Map<String, Object>, Producer<String, byte[]>> producers;
  private Producer<String, byte[]> producer; // of those who say something, not of readers
  private final List<TopicPartition> partitions;

  /** Hears of every record. */
  interface Sink {
    void accept(String key, byte[] value);
  }

  /**
   * Opens the topic at its beginning.
   *
   * @throws KafkaException if the broker cannot be reached, or the topic does not exist
   */
  ModelsLog(Map<String, Object> clientProperties, String topic, String clientId) {
    this(clientProperties, topic, clientId, SoleWriter::producer);
  }

  /**
   * The same with producers made otherwise.
   *
   * @param producers makes one with these settings
   */
  ModelsLog(
      Map<String, Object> clientProperties,
      String topic,
      String clientId,
      Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    this.topic = topic;
    this.producers = producers;
    this.consumer =
        CommittedConsumer.open(
            clientProperties,
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                clientId,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
    this.writing = new HashMap<>(clientProperties);
    writing.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WRITE_MILLIS);
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_MILLIS);
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WRITE_MILLIS / 2);
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(
            "topic " + topic + " does not exist: is the service running?");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Hands on everything that is there now.
   *
   * @throws KafkaException if the broker goes away meanwhile
   */
  void readToEnd(Sink sink) {
    readTo(new TopicEnd(consumer, partitions), sink);
  }

  /** The same with another limit of how long nothing may come. */
  void readToEnd(Sink sink, Duration patience) {
    readTo(new TopicEnd(consumer, partitions, patience), sink);
  }

  private void readTo(TopicEnd end, Sink sink) {
    while (!end.isReached()) {
      poll(sink);
    }
  }

  /** Hands on what has come; waits a moment where there is nothing. */
  void poll(Sink sink) {
    for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
      sink.accept(found.key(), found.value());
    }
  }

  /** Makes a {@link #poll} of another thread end with a wake-up exception. */
  void wakeUp() {
    consumer.wakeup();
  }

  /**
   * Writes a record; it is sent in the background.
   *
   * @param value null: what stands under the key holds no more
   */
  synchronized Future<RecordMetadata> write(String key, byte[] value) {
    if (producer == null) {
      producer = producers.apply(writing);
    }
    return producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** Opens what writes changes of what the topic says; errors as there. */
  SoleWriter alone() {
    return new SoleWriter(writing, topic, WRITE_MILLIS, producers);
  }

  /** Sends what is not sent yet, and lets go of the topic. */
  @Override
  public void close() {
    synchronized (this) {
      if (producer != null) {
        producer.close(Duration.ofSeconds(2));
      }
    }
    consumer.close();
  }
}
