package org.spectrastreams.stream.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single records back from the log, by topic, partition and offset. Thread-safe: it holds a
 * few consumers, so many requests read at once and the others wait.
 */
public final class RecordReader implements AutoCloseable {
  /** The record is no longer kept, or never was committed. */
  public static class RecordGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    public RecordGoneException(String message) {
      super(message);
    }
  }

  /** The log begins behind the record, or ends before it. */
  public static final class OutsideLogException extends RecordGoneException {
    private static final long serialVersionUID = 1L;

    public OutsideLogException(String message) {
      super(message);
    }
  }

  /** The broker did not answer in time. */
  public static final class LogUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final Duration limit;
  private final int readers;
  private final BlockingQueue<KafkaConsumer<String, byte[]>> idle;

  /**
   * Opens the consumers, which belong to no group.
   *
   * @param clientProperties how to reach the broker
   * @param clientId the name of the consumers, which are numbered
   * @param readers how many records may be read at once
   * @param limit the longest time one record may take
   */
  public RecordReader(
      Map<String, Object> clientProperties, String clientId, int readers, Duration limit) {
    this.limit = limit;
    this.readers = readers;
    this.idle = new ArrayBlockingQueue<>(readers);
    for (int i = 0; i < readers; i++) {
      idle.add(
          CommittedConsumer.openExact(
              clientProperties,
              Map.of(
                  ConsumerConfig.CLIENT_ID_CONFIG,
                  clientId + "-" + i,
                  // Never slide to another record than the one asked for.
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "none",
                  ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                  1,
                  ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  (int) limit.toMillis())));
    }
  }

  /**
   * The value of one record.
   *
   * @throws RecordGoneException if the log no longer holds it
   * @throws LogUnavailableException if it could not be had in time
   */
  public byte[] read(String topic, int partition, long offset)
      throws RecordGoneException, LogUnavailableException, InterruptedException {
    String name = "record " + topic + "-" + partition + " offset " + offset;
    KafkaConsumer<String, byte[]> consumer = idle.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (consumer == null) {
      throw new LogUnavailableException(
          name + " was not read: all readers were busy for " + limit.toSeconds() + " s", null);
    }
    try {
      return read(consumer, new TopicPartition(topic, partition), offset, name);
    } catch (OffsetOutOfRangeException e) {
      throw new OutsideLogException(gone(name).getMessage());
    } catch (KafkaException e) {
      throw new LogUnavailableException(name + " was not read: " + e.getMessage(), e);
    } finally {
      idle.add(consumer);
    }
  }

  private byte[] read(
      KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long offset, String name)
      throws RecordGoneException, LogUnavailableException {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(200))) {
        if (found.offset() != offset || found.value() == null) {
          throw gone(name);
        }
        return found.value();
      }
      if (consumer.position(partition) > offset) {
        throw gone(name);
      }
    }
    throw new LogUnavailableException(
        name + " was not read within " + limit.toSeconds() + " s: is the broker up?", null);
  }

  private static RecordGoneException gone(String name) {
    return new RecordGoneException(
        name
            + " is no longer in the log: it is older than the topic's retention; scan the sample"
            + " again, or raise topics.retention.hours for the next one");
  }

  @Override
  public void close() {
    for (int i = 0; i < readers; i++) {
      try {
        KafkaConsumer<String, byte[]> consumer = idle.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (consumer != null) {
          consumer.close();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
