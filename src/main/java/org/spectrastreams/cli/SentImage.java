package org.spectrastreams.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;

/**
 * Follows one scan of an image that is sent: its results and its dead letters, as any other
 * subscriber sees them. Start it before the first block is sent. Not thread-safe.
 */
final class SentImage implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Why the service took no spectrum of some blocks, and how many that are. */
  record Rejection(String reason, String message, long spectra) {}

  /**
   * What became of an image's spectra.
   *
   * @param results spectra with a result
   * @param flagged of these, how many bear which quality flag
   * @param notJudged of these, how many were not judged for which reason
   * @param rejections spectra in dead letters, by reason
   */
  record Counts(
      long results,
      Map<String, Long> flagged,
      Map<String, Long> notJudged,
      List<Rejection> rejections) {
    long rejected() {
      return rejections.stream().mapToLong(Rejection::spectra).sum();
    }
  }

  private final KafkaConsumer<String, byte[]> consumer;
  private final Topics topics;
  private final String image;
  private final ImageScan scan;
  private final Set<Long> seen = new HashSet<>();
  private final Map<String, Long> flagged = new TreeMap<>();
  private final Map<String, Long> notJudged = new TreeMap<>();
  private final Map<String, Rejection> rejections = new LinkedHashMap<>();
  private long results;
  private long rejected;

  /**
   * Starts to follow a scan of an image: what is committed from now on is counted, and results that
   * it had before, when it was broken off.
   */
  SentImage(Map<String, Object> clientProperties, Topics topics, String image, ImageScan scan) {
    this.topics = topics;
    this.image = image;
    this.scan = scan;
    this.consumer =
        CommittedConsumer.open(
            clientProperties, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000));
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(topics.results(), topics.deadLetter())) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end is looked up now, not at the first poll
    scan.since().ifPresent(since -> seekResults(partitions, since));
  }

  private void seekResults(List<TopicPartition> partitions, long since) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (partition.topic().equals(topics.results())) {
        wanted.put(partition, since);
      }
    }
    consumer
        .offsetsForTimes(wanted)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  /**
   * Waits until every spectrum has an outcome, or nothing new has come for too long.
   *
   * @param spectra how many were sent
   */
  void await(long spectra, Duration patience) {
    long last = System.nanoTime();
    while (results + rejected < spectra && System.nanoTime() - last < patience.toNanos()) {
      long before = results + rejected;
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.topic().equals(topics.deadLetter())) {
          countRejected(record);
        } else if (record.value() != null) {
          countResult(record);
        }
      }
      if (results + rejected > before) {
        last = System.nanoTime();
      }
    }
  }

  private void countRejected(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !record.key().startsWith(image + "/")) {
      return;
    }
    long spectra =
        DeadLetters.text(record.headers(), DeadLetters.SPECTRA).map(Long::valueOf).orElse(1L);
    String reason = DeadLetters.text(record.headers(), DeadLetters.REASON).orElse("unknown");
    String message = DeadLetters.text(record.headers(), DeadLetters.MESSAGE).orElse("");
    rejections.merge(
        reason,
        new Rejection(reason, message, spectra),
        (one, more) -> new Rejection(reason, one.message(), one.spectra() + more.spectra()));
    rejected += spectra;
  }

  private void countResult(ConsumerRecord<String, byte[]> record) {
    ResultView block;
    try {
      block = ResultView.parse(record.value());
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(
          record.topic() + " offset " + record.offset() + " holds no message of this service", e);
    }
    if (!block.block().getImageId().equals(image)
        || block.block().getGeneration() != scan.generation()
        || !seen.add(block.block().getSequence())) {
      return;
    }
    results += block.count();
    for (int i = 0; i < block.count(); i++) {
      block.qualityFlags(i).forEach(flag -> flagged.merge(flag, 1L, Long::sum));
      Optional<NotJudgedReason> reason = block.outcomes().notJudged(i);
      reason.ifPresent(why -> notJudged.merge(why.text(), 1L, Long::sum));
    }
  }

  /** What became of the spectra so far. */
  Counts counts() {
    return new Counts(
        results, Map.copyOf(flagged), Map.copyOf(notJudged), List.copyOf(rejections.values()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
