package org.spectrastreams.stream.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;

/** Fixture: a plain producer, and reads of whole topics with a deadline. */
public final class TestClients implements AutoCloseable {
  /** What has not come by then never does, however busy the machine is. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final Map<String, Object> properties;
  private final KafkaProducer<byte[], byte[]> producer;

  public TestClients(Map<String, Object> properties) {
    this.properties = new HashMap<>(properties);
    this.producer =
        new KafkaProducer<>(this.properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The configuration of a service on a broker that runs already, reached by these properties. */
  public static ServiceConfig on(Map<String, Object> clientProperties, ServiceConfig config) {
    ServiceConfig found = config;
    for (Map.Entry<String, Object> setting : clientProperties.entrySet()) {
      found = found.with("kafka." + setting.getKey(), setting.getValue().toString());
    }
    return found;
  }

  public void send(String topic, RawBlock block) {
    send(
        new ProducerRecord<>(
            topic, block.key().getBytes(StandardCharsets.UTF_8), BlockEncoder.encode(block)));
  }

  /** Returns when the broker has it. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("could not send to " + record.topic(), e);
    }
  }

  /** Sends all and returns when the broker has them. */
  public void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      sent.add(producer.send(record));
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      try {
        RecordMetadata stored = one.get();
        if (!stored.hasOffset()) {
          throw new AssertionError("not acknowledged: " + stored);
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError("could not send", e);
      }
    }
  }

  /** Reads a topic's committed records from the beginning until {@code enough}. */
  public void read(
      String topic, Consumer<ConsumerRecord<byte[], byte[]>> each, BooleanSupplier enough) {
    read(topic, "read_committed", each, consumer -> enough.getAsBoolean());
  }

  /** Returns when a topic holds a record, committed or not. */
  public void awaitAny(String topic) {
    boolean[] found = new boolean[1];
    read(topic, "read_uncommitted", record -> found[0] = true, consumer -> found[0]);
  }

  /** Reads all committed records of a topic that nobody writes to any more. */
  public void readToEnd(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    read(topic, "read_committed", each, TestClients::isAtEnd);
  }

  private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void read(
      String topic,
      String isolation,
      Consumer<ConsumerRecord<byte[], byte[]>> each,
      Predicate<KafkaConsumer<byte[], byte[]>> enough) {
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!enough.test(consumer)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(topic + ": the awaited records did not come within " + DEADLINE);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }

  public static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
