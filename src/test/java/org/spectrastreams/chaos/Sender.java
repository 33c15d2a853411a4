package org.spectrastreams.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;

/** An instrument that does not give up: every record is on the topic once, whatever dies. */
final class Sender implements AutoCloseable {
  private static final int TEN_MINUTES = 600_000;

  private final String topic;
  private final Workload workload;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> open = new ArrayList<>();
  private final List<Future<RecordMetadata>> poison = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private int sent;

  Sender(String bootstrapServers, String topic, Workload workload) {
    this.topic = topic;
    this.workload = workload;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                TEN_MINUTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (long) TEN_MINUTES,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the blocks up to this one, and does not wait for brokers to have them. */
  void sendUntil(int block) {
    for (; sent < Math.min(block, workload.blocks()); sent++) {
      RawBlock next = workload.block(sent);
      open.add(
          producer.send(
              new ProducerRecord<>(
                  topic, next.key().getBytes(StandardCharsets.UTF_8), BlockEncoder.encode(next))));
    }
  }

  /** Sends what no instrument should. */
  void sendPoison(int seed) {
    Random random = new Random(seed);
    byte[] noise = new byte[1 + random.nextInt(2_000)];
    random.nextBytes(noise);
    byte[] good = BlockEncoder.encode(Workload.block("cut", 0));
    byte[] unknown =
        BlockEncoder.encode(TestModels.line("no-such", "nobody", 20, 20, 0, random.nextInt(20), 5));
    byte[] huge =
        BlockEncoder.encode(TestModels.line("scored", "huge-" + seed, 16_384, 16_384, 7, 9, 1));
    byte[] key = {(byte) seed};
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(new ProducerRecord<>(topic, key, noise));
    records.add(new ProducerRecord<>(topic, key, new byte[0]));
    records.add(new ProducerRecord<>(topic, null, null, (byte[]) null));
    records.add(new ProducerRecord<>(topic, key, java.util.Arrays.copyOf(good, good.length / 2)));
    records.add(new ProducerRecord<>(topic, key, unknown));
    records.add(new ProducerRecord<>(topic, key, huge));
    records.add(new ProducerRecord<>(topic, new byte[200_000], noise));
    ProducerRecord<byte[], byte[]> headed = new ProducerRecord<>(topic, key, new byte[1_000_000]);
    headed.headers().add("long", new byte[900_000]);
    records.add(headed);
    records.add(new ProducerRecord<>(topic, key, new byte[7 << 20])); // refused: it expands
    records.forEach(record -> poison.add(producer.send(record)));
  }

  /** Whether brokers have everything that was sent, but for what they refuse. */
  boolean isDelivered() throws InterruptedException, ExecutionException {
    if (!open.stream().allMatch(Future::isDone) || !poison.stream().allMatch(Future::isDone)) {
      return false;
    }
    for (Future<RecordMetadata> one : open) {
      take(one.get());
    }
    open.clear();
    for (Future<RecordMetadata> one : poison) {
      try {
        take(one.get());
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof RecordTooLargeException
            || refused.getCause() instanceof InvalidRecordException)) {
          throw refused;
        }
      }
    }
    poison.clear();
    return true;
  }

  private void take(RecordMetadata stored) {
    ends.merge(
        new TopicPartition(stored.topic(), stored.partition()), stored.offset() + 1, Math::max);
  }

  /** Where the partitions ended when all of it was delivered last. */
  Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  int sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
