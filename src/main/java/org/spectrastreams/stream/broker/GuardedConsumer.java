package org.spectrastreams.stream.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that goes on behind records that cannot be read: one that expands to more than the
 * memory there is, or whose bytes on disk are damaged. In their place it gives what {@link Stand}
 * says. All else is the consumer's own.
 *
 * <p>Where the log lost records it goes on, too ({@link #goOnBehindLoss}), unless another policy
 * than none resets it.
 *
 * <p>A failed poll may have moved past records that it did not give, so every partition is first
 * set back to where it was before. Then the partitions are read one record at a time by a consumer
 * on the side, which finds out where the record lies.
 *
 * @param <K> the key
 */
final class GuardedConsumer<K> extends KafkaConsumer<K, byte[]> {
  /** What is given in place of records that cannot be read. */
  interface Stand<K> {
    /** A record for the place, or empty to give none. */
    Optional<ConsumerRecord<K, byte[]>> inPlaceOf(TopicPartition from, long offset, String why);
  }

  /** The most offsets in a row that are passed over: a damaged batch is unreadable as a whole. */
  static final int MOST_IN_A_ROW = 5_000;

  /** The most polls in a row that fail though every record can be read, before one gives up. */
  private static final int MOST_FRUITLESS = 3;

  private static final int RECORDS_ON_THE_SIDE = 64;
  private static final Duration ONE_RECORD = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(GuardedConsumer.class);

  private record Found<K>(List<ConsumerRecord<K, byte[]>> records, long next) {}

  private final Map<String, Object> aside;
  private final Deserializer<K> keys;
  private final Deserializer<byte[]> values;
  private final Stand<K> stand;
  private int fruitless;

  GuardedConsumer(
      Map<String, Object> settings,
      Deserializer<K> keys,
      Deserializer<byte[]> values,
      Stand<K> stand) {
    super(settings, keys, values);
    this.keys = keys;
    this.values = values;
    this.stand = stand;
    this.aside = new HashMap<>(settings);
    aside
        .keySet()
        .removeIf(
            key ->
                !ConsumerConfig.configNames().contains(key) && !ClientSettings.isOfProviders(key));
    aside
        .keySet()
        .removeAll(
            Set.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                ConsumerConfig.CLIENT_ID_CONFIG,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
    aside.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    aside.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    aside.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
  }

  @Override
  public ConsumerRecords<K, byte[]> poll(Duration timeout) {
    Map<TopicPartition, Long> before = positions();
    try {
      ConsumerRecords<K, byte[]> records = super.poll(timeout);
      fruitless = 0;
      return records;
    } catch (OffsetOutOfRangeException lost) {
      goOnBehindLoss(lost);
      return ConsumerRecords.empty();
    } catch (KafkaException | OutOfMemoryError failed) {
      if (!isOfRecords(failed) || ++fruitless > MOST_FRUITLESS) {
        throw failed;
      }
      LOG.warn("a poll failed; looking for the record: {}", SetAside.text(failed));
      return goAround(before);
    }
  }

  /**
   * Where the log lost records, nothing that was read is read again: a log that ends before the
   * place is followed from its end, or from where it parted from what was read; one that begins
   * behind it, from its beginning.
   */
  private void goOnBehindLoss(OffsetOutOfRangeException lost) {
    lost.offsetOutOfRangePartitions()
        .forEach(
            (partition, wanted) -> {
              long next = nextAfterLoss(lost, partition, wanted);
              LOG.error(
                  "{} partition {} lost records: offset {} comes next, and the log {}; going on at"
                      + " offset {}, so that no record is taken twice",
                  partition.topic(),
                  partition.partition(),
                  wanted,
                  next < wanted ? "is shorter" : "begins later",
                  next);
              seek(partition, next);
            });
  }

  private long nextAfterLoss(
      OffsetOutOfRangeException lost, TopicPartition partition, long wanted) {
    if (lost instanceof LogTruncationException parted
        && parted.divergentOffsets().get(partition) != null) {
      return parted.divergentOffsets().get(partition).offset();
    }
    long end = endOffsets(Set.of(partition)).get(partition);
    return wanted > end ? end : beginningOffsets(Set.of(partition)).get(partition);
  }

  /** Kafka has no class of its own for what cannot be read. */
  private static boolean isOfRecords(Throwable failed) {
    return failed instanceof OutOfMemoryError
        || failed.getClass() == KafkaException.class
        || failed instanceof CorruptRecordException
        || failed instanceof InvalidRecordException
        || failed instanceof SerializationException;
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : assignment()) {
      try {
        positions.put(partition, position(partition, Duration.ZERO));
      } catch (WakeupException | InterruptException ended) {
        throw ended;
      } catch (KafkaException | IllegalStateException notYet) {
        // The group says where to begin at the next poll.
      }
    }
    return positions;
  }

  private ConsumerRecords<K, byte[]> goAround(Map<TopicPartition, Long> before) {
    for (TopicPartition partition : assignment()) {
      seek(partition, before.computeIfAbsent(partition, this::beginning));
    }
    Map<TopicPartition, List<ConsumerRecord<K, byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    Set<TopicPartition> paused = paused();
    try (KafkaConsumer<K, byte[]> side = new KafkaConsumer<>(aside, keys, values)) {
      for (TopicPartition partition : assignment()) {
        if (!paused.contains(partition)) {
          look(side, partition, before.get(partition))
              .ifPresent(
                  found -> {
                    records.put(partition, found.records());
                    next.put(partition, new OffsetAndMetadata(found.next()));
                    seek(partition, found.next());
                    fruitless = 0;
                  });
        }
      }
    }
    return new ConsumerRecords<>(records, next);
  }

  private long beginning(TopicPartition partition) {
    OffsetAndMetadata committed =
        groupMetadata().groupId().isEmpty() ? null : committed(Set.of(partition)).get(partition);
    return committed == null
        ? beginningOffsets(Set.of(partition)).get(partition)
        : committed.offset();
  }

  /** Reads on until a record fails and one after it does not; empty where none fails. */
  private Optional<Found<K>> look(
      KafkaConsumer<K, byte[]> side, TopicPartition partition, long from) {
    side.assign(Set.of(partition));
    long end = side.endOffsets(Set.of(partition)).get(partition);
    List<ConsumerRecord<K, byte[]>> good = new ArrayList<>();
    long next = from;
    while (next < end && good.size() < RECORDS_ON_THE_SIDE) {
      try {
        List<ConsumerRecord<K, byte[]>> one = one(side, partition, next);
        if (one.isEmpty()) {
          return Optional.empty(); // all that is committed was read
        }
        good.addAll(one);
        next = one.get(0).offset() + 1;
      } catch (KafkaException | OutOfMemoryError failed) {
        if (!isOfRecords(failed)) {
          throw failed;
        }
        long readable = firstReadableAfter(side, partition, next, end);
        String why = unreadable(partition, next, readable, failed);
        LOG.error("{} is set aside", why);
        stand.inPlaceOf(partition, next, why).ifPresent(good::add);
        return Optional.of(new Found<>(good, readable));
      }
    }
    return Optional.empty();
  }

  private static String unreadable(
      TopicPartition partition, long first, long readable, Throwable failed) {
    String offsets =
        readable == first + 1 ? " offset " + first : " offsets " + first + "–" + (readable - 1);
    return "what lies in "
        + partition.topic()
        + " partition "
        + partition.partition()
        + offsets
        + " cannot be read: "
        + SetAside.text(failed);
  }

  private List<ConsumerRecord<K, byte[]>> one(
      KafkaConsumer<K, byte[]> side, TopicPartition partition, long offset) {
    side.seek(partition, offset);
    return side.poll(ONE_RECORD).records(partition);
  }

  private long firstReadableAfter(
      KafkaConsumer<K, byte[]> side, TopicPartition partition, long first, long end) {
    for (long offset = first + 1; offset < end; offset++) {
      try {
        one(side, partition, offset);
        return offset;
      } catch (KafkaException | OutOfMemoryError failed) {
        if (!isOfRecords(failed) || offset - first >= MOST_IN_A_ROW) {
          throw failed;
        }
      }
    }
    return end;
  }
}
