package org.spectrastreams.cli.sending;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
public final class OutcomeWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWatch.class);

  private final Consumer<String, byte[]> consumer;
  private final Topics topics;
  private final boolean closer;
  private final Set<String> complete = new HashSet<>();
  private long results;
  private long flagged;
  private long notJudged;
  private long withContext;
  private long contradicted;
  private long deadLetters;
  private final Map<String, Called> called = new TreeMap<>();
  private long firstTileNanos;

  /**
   * The spectra that were called a class and of which the truth is known.
   *
   * @param all how many
   * @param right of these, those that are of the class
   * @param noClass of these, those that are of no class at all
   */
  public record Called(long all, long right, long noClass) {}

  /** Starts to watch everything: what is committed from now on is counted. */
  public OutcomeWatch(Map<String, Object> clientProperties, Topics topics) {
    this(
        clientProperties,
        topics,
        List.of(topics.results(), topics.deadLetter(), topics.images(), topics.maps()),
        true);
  }

  /**
   * Starts to watch some of the topics. How many results and dead letters there are, and which
   * images are complete, is all that is known then: where time is measured, looking closer is not
   * part of it.
   */
  public OutcomeWatch(Map<String, Object> clientProperties, Topics topics, List<String> watched) {
    this(clientProperties, topics, watched, false);
  }

  private OutcomeWatch(
      Map<String, Object> clientProperties, Topics topics, List<String> watched, boolean closer) {
    this(
        CommittedConsumer.open(
            clientProperties, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000)),
        topics,
        watched,
        closer);
  }

  /** Watches by a consumer, which it owns. */
  OutcomeWatch(
      Consumer<String, byte[]> consumer, Topics topics, List<String> watched, boolean closer) {
    this.topics = topics;
    this.closer = closer;
    this.consumer = consumer;
    CommittedConsumer.assignFromNow(consumer, watched);
  }

  /**
   * Reads until every spectrum has an outcome and every image is complete, or time is up.
   *
   * @param spectra how many spectra were sent
   * @param images how many images were sent whole
   */
  public void await(long spectra, int images, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while ((results + deadLetters < spectra || complete.size() < images)
        && System.nanoTime() < deadline) {
      poll(POLL);
    }
  }

  /** Reads what has come; waits at most that long where there is nothing. */
  public void poll(Duration atMost) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
      if (record.topic().equals(topics.maps())) {
        if (firstTileNanos == 0) {
          firstTileNanos = System.nanoTime();
        }
      } else if (record.topic().equals(topics.deadLetter())) {
        boolean isLetter = record.headers().lastHeader(DeadLetters.REASON) != null;
        deadLetters += isLetter ? DeadLetters.spectra(record.headers()) : 0;
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
        for (int i = 0; closer && i < block.count(); i++) {
          flagged += block.quality(i) == 0 ? 0 : 1;
          notJudged += block.outcomes().isJudged(i) ? 0 : 1;
          withContext += block.context(i) == Sentinels.NO_CONTEXT ? 0 : 1;
          contradicted += block.contradicts(i) ? 1 : 0;
          compare(block, i);
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
      LOG.debug("{} offset {} holds no message", record.topic(), record.offset(), e);
    }
  }

  private void compare(ResultView block, int i) {
    int truth = block.truth(i);
    int predicted = block.predictedClass(i);
    if (predicted == Sentinels.NO_CLASS || truth == Sentinels.NO_CLASS) {
      return;
    }
    String name = block.block().getClassNames(predicted);
    String really = block.block().getTruthNames(truth);
    Called before = called.getOrDefault(name, new Called(0, 0, 0));
    boolean isClass = block.block().getClassNamesList().contains(really);
    called.put(
        name,
        new Called(
            before.all + 1,
            before.right + (really.equals(name) ? 1 : 0),
            before.noClass + (isClass ? 0 : 1)));
  }

  /** What is known of each class where the truth is known. */
  public Map<String, Called> called() {
    return called;
  }

  /** Spectra with a result. */
  public long results() {
    return results;
  }

  /** Of these, spectra with a quality flag. */
  public long flagged() {
    return flagged;
  }

  /** Of all results, spectra that were not judged, flagged ones among them. */
  public long notJudged() {
    return notJudged;
  }

  /** Of all results, spectra with a context. */
  public long withContext() {
    return withContext;
  }

  /** Of these, spectra whose context contradicts the ensemble. */
  public long contradicted() {
    return contradicted;
  }

  /** Spectra in dead letters. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Images whose every pixel has a result. */
  public int imagesComplete() {
    return complete.size();
  }

  /** When the first map tile was read, by {@link System#nanoTime}; 0 before. */
  public long firstTileNanos() {
    return firstTileNanos;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
