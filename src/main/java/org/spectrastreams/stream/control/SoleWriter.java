package org.spectrastreams.stream.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes a change of the control topic that is built on what the topic says, so that none that
 * another makes meanwhile is lost: all who change it share one transactional id, and whoever comes
 * later shuts out those before. Read the topic to its end after this was opened, then write. For
 * one thread.
 */
final class SoleWriter implements AutoCloseable {
  /** What becomes of a change is not known: it may stand on the topic, or not. */
  static final class UnclearException extends KafkaException {
    private static final long serialVersionUID = 1L;

    UnclearException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final String topic;
  private final Producer<String, byte[]> producer;

  /**
   * From now on nobody who came before writes any more.
   *
   * @param writing how producers of the topic are set up
   * @param millis how long a change may take
   * @param producers makes one with these settings
   * @throws KafkaException if the broker does not let this client write
   */
  SoleWriter(
      Map<String, Object> writing,
      String topic,
      int millis,
      Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    this.topic = topic;
    Map<String, Object> alone = new HashMap<>(writing);
    alone.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-changes");
    alone.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
    producer = producers.apply(alone);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      close();
      throw new KafkaException(topic + " cannot be changed: " + e.getMessage(), e);
    }
  }

  /** A producer of keys that are text. */
  static Producer<String, byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Writes records, all of them or none.
   *
   * @param records by key; null: what stands under the key holds no more
   * @throws RefusedChangeException if another came meanwhile; nothing was written
   * @throws UnclearException if they were sent and the broker did not say whether they hold: who
   *     opens a writer anew and reads the topic to its end then knows
   * @throws KafkaException if they cannot be written
   */
  void write(Map<String, byte[]> records) throws RefusedChangeException {
    try {
      producer.beginTransaction();
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(
          (key, value) -> sent.add(producer.send(new ProducerRecord<>(topic, key, value))));
      for (Future<?> one : sent) {
        one.get();
      }
      commit();
    } catch (ExecutionException | KafkaException e) {
      if (e instanceof UnclearException unclear) {
        throw unclear;
      }
      if (wasShutOut(e)) {
        throw new RefusedChangeException(
            "somebody else changed models or pipelines at the same moment, and nothing was changed"
                + " here: look at what holds now (./spectra pipelines status), and ask again");
      }
      throw new KafkaException(topic + " cannot be written: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while " + topic + " was written", e);
    }
  }

  /**
   * Commits. A broker that is just shutting this writer out may answer with an error of its own
   * (Kafka 4: "unexpected error"), or not in time, and has committed or not.
   */
  private void commit() {
    try {
      producer.commitTransaction();
    } catch (KafkaException e) {
      if (wasShutOut(e)) {
        throw e;
      }
      throw new UnclearException(
          "whether " + topic + " was written is not known: " + e.getMessage(), e);
    }
  }

  private static boolean wasShutOut(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /** What was begun and not written is taken back. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
