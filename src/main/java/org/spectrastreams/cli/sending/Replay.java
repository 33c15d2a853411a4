package org.spectrastreams.cli.sending;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.stream.tracing.Trace;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;

/**
 * Sends the blocks of a source to the raw topic as an instrument does: idempotent, acknowledged by
 * all replicas, at a chosen pace. One replay a thread; the producer is owned and closed here.
 */
public final class Replay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  // Whoever is killed holds up readers of committed records no longer than this.
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private Tracer tracer = Tracer.OFF;
  private boolean isOpen;
  private int partitions;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** A replay into {@code topic}; {@code clientProperties} say where and how to connect. */
  public Replay(Map<String, Object> clientProperties, String topic) {
    this(clientProperties, topic, Map.of());
  }

  private Replay(Map<String, Object> clientProperties, String topic, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.putAll(settings);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /** Begins a trace with every block; the tracer stays the caller's to close, after this. */
  public Replay tracedBy(Tracer other) {
    tracer = other;
    return this;
  }

  /**
   * A replay whose blocks nobody sees before {@link #commit}. Another one of the same id that has
   * not ended, as of a program that was killed, is ended by this: what it left open is never seen.
   *
   * @throws SendingException if the broker does not answer
   */
  public static Replay inTransactions(Map<String, Object> clientProperties, String topic, String id)
      throws SendingException {
    Replay replay =
        new Replay(
            clientProperties,
            topic,
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_TIMEOUT_MILLIS));
    try {
      replay.inTransaction(replay.producer::initTransactions);
      return replay;
    } catch (SendingException e) {
      replay.close();
      throw e;
    }
  }

  /** Begins a transaction. */
  public void begin() throws SendingException {
    inTransaction(producer::beginTransaction);
    isOpen = true;
  }

  /** Writes something beside the blocks, which is seen with them. */
  public void note(String otherTopic, String key, byte[] value) throws SendingException {
    send(new ProducerRecord<>(otherTopic, key, value), Tracer.OFF.send(otherTopic));
  }

  /** Everything since the beginning is seen from now on. */
  public void commit() throws SendingException {
    inTransaction(producer::commitTransaction);
    isOpen = false;
    refuseFailure();
  }

  /**
   * Nothing since the beginning is ever seen. A transaction that has failed for good is over, and
   * without one nothing is done.
   */
  public void abort() {
    if (!isOpen) {
      return;
    }
    isOpen = false;
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException over) {
      LOG.debug("a transaction was over before it was given up", over);
    }
  }

  private void inTransaction(Runnable step) throws SendingException {
    try {
      step.run();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new SendingException(
          "another program goes on with this watch, or the broker gave it up after "
              + TRANSACTION_TIMEOUT_MILLIS / 1000
              + " s without a commit: start it once, it goes on where it was",
          e);
    } catch (KafkaException e) {
      throw new SendingException("topic " + topic + " takes nothing: " + e.getMessage(), e);
    }
  }

  /**
   * Sends every block and returns when all are acknowledged.
   *
   * @param sent told of each block as it is sent
   * @return the number of spectra sent
   * @throws IOException if the source cannot be read or the broker does not take a block
   */
  public long send(BlockEncoder blocks, Pacing pacing, Consumer<EncodedBlock> sent)
      throws IOException, InterruptedException {
    long spectra = 0;
    for (EncodedBlock block = blocks.next(); block != null; block = blocks.next()) {
      pacing.await(block.spectra());
      sent.accept(block);
      send(block);
      spectra += block.spectra();
    }
    flush();
    return spectra;
  }

  /** Sends blocks that are at hand, and returns when all are acknowledged. */
  public void sendAll(List<EncodedBlock> blocks) throws IOException {
    for (EncodedBlock block : blocks) {
      send(block);
    }
    flush();
  }

  /** Sends a block and does not wait for it. */
  public void send(EncodedBlock block) throws SendingException {
    OptionalInt partition = EvenPartitions.of(block.key(), partitions());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic, partition.isPresent() ? partition.getAsInt() : null, block.key(), block.value());
    Trace trace = tracer.send(topic);
    trace.addTo(record.headers());
    send(record, trace);
  }

  /** Asked for once: partitions that are added later get nothing of this replay. */
  private int partitions() throws SendingException {
    if (partitions == 0) {
      try {
        partitions = producer.partitionsFor(topic).size();
      } catch (KafkaException e) {
        throw new SendingException(
            "topic " + topic + " did not take a block: " + e.getMessage(), e);
      }
    }
    return partitions;
  }

  private void send(ProducerRecord<String, byte[]> record, Trace trace) throws SendingException {
    // The callback keeps a failure; the future would make every block wait for its own answer.
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
                trace.failed(exception.getClass().getName(), exception.getMessage());
              }
              trace.end();
            });
    refuseFailure();
  }

  private void flush() throws IOException {
    producer.flush();
    refuseFailure();
  }

  private void refuseFailure() throws SendingException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new SendingException(
          "topic " + topic + " did not take a block: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
