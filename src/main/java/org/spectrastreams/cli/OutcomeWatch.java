package org.spectrastreams.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * Counts what became of the spectra that were sent, as any other subscriber sees it: by reading
 * committed results, dead letters and image states from a moment on. Not thread-safe.
 */
final class OutcomeWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Topics topics;
  private final Set<String> complete = new HashSet<>();
  private long results;
  private long flagged;
  private long notJudged;
  private long withContext;
  private long contradicted;
  private long deadLetters;
  private long firstTileNanos;

  /** Starts to watch everything: what is committed from now on is counted. */
  OutcomeWatch(Map<String, Object> clientProperties, Topics topics) {
    this(
        clientProperties,
        topics,
        List.of(topics.results(), topics.deadLetter(), topics.images(), topics.maps()));
  }

  /** Starts to watch some of the topics. */
  OutcomeWatch(Map<String, Object> clientProperties, Topics topics, List<String> watched) {
    this.topics = topics;
    this.consumer =
        CommittedConsumer.open(
            clientProperties, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000));
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : watched) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end is looked up now, not at the first poll
  }

  /**
   * Reads until every spectrum has an outcome and every image is complete, or time is up.
   *
   * @param spectra how many spectra were sent
   * @param images how many images were sent whole
   */
  void await(long spectra, int images, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while ((results + deadLetters < spectra || complete.size() < images)
        && System.nanoTime() < deadline) {
      poll(POLL);
    }
  }

  /** Reads what has come; waits at most that long where there is nothing. */
  void poll(Duration atMost) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
      if (record.topic().equals(topics.maps())) {
        if (firstTileNanos == 0) {
          firstTileNanos = System.nanoTime();
        }
      } else if (record.topic().equals(topics.deadLetter())) {
        deadLetters +=
            DeadLetters.text(record.headers(), DeadLetters.SPECTRA).map(Long::valueOf).orElse(1L);
      } else if (record.value() != null) {
        count(record);
      }
    }
  }

  private void count(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.topic().equals(topics.results())) {
        ResultView block = ResultView.parse(record.value());
        results += block.count();
        for (int i = 0; i < block.count(); i++) {
          flagged += block.quality(i) == 0 ? 0 : 1;
          notJudged += block.outcomes().isJudged(i) ? 0 : 1;
          withContext += block.context(i) == Sentinels.NO_CONTEXT ? 0 : 1;
          contradicted += block.contradicts(i) ? 1 : 0;
        }
      } else {
        Wire.ImageStatus status = Wire.ImageStatus.parseFrom(record.value());
        if (status.getState() == Wire.ImageState.COMPLETE) {
          complete.add(status.getImageId());
        } else {
          complete.remove(status.getImageId());
        }
      }
    } catch (InvalidProtocolBufferException | RejectedRecordException e) {
      throw new IllegalStateException(
          record.topic() + " offset " + record.offset() + " holds no message of this service", e);
    }
  }

  /** Spectra with a result. */
  long results() {
    return results;
  }

  /** Of these, spectra with a quality flag. */
  long flagged() {
    return flagged;
  }

  /** Of all results, spectra that were not judged, flagged ones among them. */
  long notJudged() {
    return notJudged;
  }

  /** Of all results, spectra with a context. */
  long withContext() {
    return withContext;
  }

  /** Of these, spectra whose context contradicts the ensemble. */
  long contradicted() {
    return contradicted;
  }

  /** Spectra in dead letters. */
  long deadLetters() {
    return deadLetters;
  }

  /** Images whose every pixel has a result. */
  int imagesComplete() {
    return complete.size();
  }

  /** When the first map tile was read, by {@link System#nanoTime}; 0 before. */
  long firstTileNanos() {
    return firstTileNanos;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
