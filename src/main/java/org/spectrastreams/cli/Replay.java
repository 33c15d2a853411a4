package org.spectrastreams.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;

/**
 * Sends the blocks of a source to the raw topic as an instrument does: idempotent, acknowledged by
 * all replicas, at a chosen pace. One replay a thread; the producer is owned and closed here.
 */
final class Replay implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** A replay into {@code topic}; {@code clientProperties} say where and how to connect. */
  Replay(Map<String, Object> clientProperties, String topic) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /**
   * Sends every block and returns when all are acknowledged.
   *
   * @param sent told the number of spectra of each block as it is sent
   * @return the number of spectra sent
   * @throws IOException if the source cannot be read or the broker does not take a block
   */
  long send(BlockEncoder blocks, Pacing pacing, IntConsumer sent)
      throws IOException, InterruptedException {
    long spectra = 0;
    for (EncodedBlock block = blocks.next(); block != null; block = blocks.next()) {
      pacing.await(block.spectra());
      send(block);
      spectra += block.spectra();
      sent.accept(block.spectra());
    }
    flush();
    return spectra;
  }

  /** Sends blocks that are at hand, and returns when all are acknowledged. */
  void sendAll(List<EncodedBlock> blocks) throws IOException {
    for (EncodedBlock block : blocks) {
      send(block);
    }
    flush();
  }

  private void send(EncodedBlock block) throws IOException {
    // The callback keeps a failure; the future would make every block wait for its own answer.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, block.key(), block.value()),
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
    refuseFailure();
  }

  private void flush() throws IOException {
    producer.flush();
    refuseFailure();
  }

  private void refuseFailure() throws IOException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException(
          "topic " + topic + " did not take a block: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
