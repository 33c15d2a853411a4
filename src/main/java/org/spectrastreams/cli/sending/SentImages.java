package org.spectrastreams.cli.sending;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.EncodedBlock;

/**
 * Follows the blocks of images that are sent: their results and their dead letters, as any other
 * subscriber sees them. Start it before the first block is sent. Not thread-safe.
 */
public final class SentImages implements AutoCloseable {
  /** So many images are told one by one; those before them are summed up. */
  static final int MOST_IMAGES = 10_000;

  /** And so many blocks without an outcome are remembered, of more than one image. */
  private static final int MOST_OPEN = 1_000_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(SentImages.class);

  /** Why the service took no spectrum of some blocks, and how many that are. */
  public record Rejection(String reason, String message, long spectra) {}

  /**
   * What became of an image's spectra.
   *
   * @param results spectra with a result
   * @param flagged of these, how many bear which quality flag
   * @param notJudged of these, how many were not judged for which reason
   * @param rejections spectra in dead letters, by reason
   */
  public record Counts(
      long results,
      Map<String, Long> flagged,
      Map<String, Long> notJudged,
      List<Rejection> rejections) {
    /** Spectra in dead letters. */
    public long rejected() {
      return rejections.stream().mapToLong(Rejection::spectra).sum();
    }
  }

  /**
   * Images that something was sent of longest ago, summed up; what comes of them later is not
   * counted.
   *
   * @param images how many
   * @param sent spectra of them
   * @param results of these, with a result
   * @param rejected of these, in dead letters
   */
  public record Earlier(long images, long sent, long results, long rejected) {
    /** Whether every spectrum has a result. */
    public boolean isWhole() {
      return results >= sent;
    }

    private Earlier plus(Followed one) {
      long lost = one.rejections.values().stream().mapToLong(Rejection::spectra).sum();
      return new Earlier(images + 1, sent + one.sent, results + one.results, rejected + lost);
    }
  }

  /** One scan of an image, and its blocks that have no outcome yet, by sequence. */
  private static final class Followed {
    final long generation;
    final Map<Long, Integer> open = new HashMap<>();
    final Map<String, Long> flagged = new TreeMap<>();
    final Map<String, Long> notJudged = new TreeMap<>();
    final Map<String, Rejection> rejections = new LinkedHashMap<>();
    long sent;
    long results;

    Followed(long generation) {
      this.generation = generation;
    }
  }

  private final Consumer<String, byte[]> consumer;
  private final Topics topics;
  private final List<TopicPartition> partitions;
  private final Map<String, Followed> images = new LinkedHashMap<>(); // the last sent is last
  private Earlier earlier = new Earlier(0, 0, 0, 0);
  private int open;

  /** Starts to follow: what is committed from now on is counted. */
  public SentImages(Map<String, Object> clientProperties, Topics topics) {
    this(
        CommittedConsumer.open(
            clientProperties, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000)),
        topics);
  }

  /** Follows by a consumer, which it owns. */
  SentImages(Consumer<String, byte[]> consumer, Topics topics) {
    this.topics = topics;
    this.consumer = consumer;
    this.partitions =
        CommittedConsumer.assignFromNow(consumer, List.of(topics.results(), topics.deadLetter()));
  }

  /** Follows a scan of an image from now on; an earlier scan of it is followed no more. */
  public void follow(String image, long generation) {
    Followed known = images.remove(image);
    if (known != null && known.generation != generation) {
      open -= known.open.size();
      known = null;
    }
    images.put(image, known == null ? new Followed(generation) : known);
    sumUp();
  }

  private void sumUp() {
    while (images.size() > MOST_IMAGES || (open > MOST_OPEN && images.size() > 1)) {
      Followed first = images.remove(images.keySet().iterator().next());
      open -= first.open.size();
      earlier = earlier.plus(first);
    }
  }

  /** Goes back to results that were written since then, as of a scan that was broken off. */
  public void since(OptionalLong millis) {
    if (millis.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (partition.topic().equals(topics.results())) {
        wanted.put(partition, millis.getAsLong());
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

  /** A block of an image that is followed is sent; tell it before its outcome can come. */
  public void sent(String image, EncodedBlock block) {
    Followed followed = images.get(image);
    followed.sent += block.spectra();
    int before = followed.open.size();
    followed.open.merge(sequence(block.key()), block.spectra(), Integer::sum);
    open += followed.open.size() - before;
    sumUp();
  }

  private static long sequence(String key) {
    return Long.parseUnsignedLong(key.substring(key.lastIndexOf('/') + 1));
  }

  /**
   * Waits until every spectrum that was sent has an outcome, or nothing new has come for too long.
   */
  public void await(Duration patience) {
    long last = System.nanoTime();
    while (images.values().stream().anyMatch(followed -> !followed.open.isEmpty())
        && System.nanoTime() - last < patience.toNanos()) {
      if (poll(POLL)) {
        last = System.nanoTime();
      }
    }
  }

  /** Counts what has come, and says whether anything of what is followed has. */
  public boolean poll(Duration wait) {
    boolean any = false;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      if (record.topic().equals(topics.deadLetter())) {
        any |= countRejected(record);
      } else if (record.value() != null) {
        any |= countResult(record);
      }
    }
    return any;
  }

  private boolean countRejected(ConsumerRecord<String, byte[]> record) {
    int slash = record.key() == null ? -1 : record.key().lastIndexOf('/');
    Followed followed = slash < 0 ? null : images.get(record.key().substring(0, slash));
    if (followed == null || !record.key().substring(slash + 1).matches("\\d{1,19}")) {
      return false;
    }
    Optional<String> generation = DeadLetters.text(record.headers(), DeadLetters.GENERATION);
    if (generation.isPresent()
        && !generation.get().equals(Long.toUnsignedString(followed.generation))) {
      return false;
    }
    long spectra = DeadLetters.spectra(record.headers());
    // Of a spectrum in parts one letter counts it; the others count none.
    if (spectra == 0 || followed.open.remove(sequence(record.key())) == null) {
      return false;
    }
    open--;
    String reason = DeadLetters.text(record.headers(), DeadLetters.REASON).orElse("unknown");
    String message = DeadLetters.text(record.headers(), DeadLetters.MESSAGE).orElse("");
    followed.rejections.merge(
        reason,
        new Rejection(reason, message, spectra),
        (one, more) -> new Rejection(reason, one.message(), one.spectra() + more.spectra()));
    return true;
  }

  private boolean countResult(ConsumerRecord<String, byte[]> record) {
    ResultView block;
    try {
      block = ResultView.parse(record.value());
    } catch (RejectedRecordException notOfThisService) {
      LOG.debug("{} offset {} holds no result", record.topic(), record.offset(), notOfThisService);
      return false; // of none of the images that are followed
    }
    Followed followed = images.get(block.block().getImageId());
    if (followed == null
        || block.block().getGeneration() != followed.generation
        || followed.open.remove(block.block().getSequence()) == null) {
      return false;
    }
    open--;
    followed.results += block.count();
    for (int i = 0; i < block.count(); i++) {
      block.qualityFlags(i).forEach(flag -> followed.flagged.merge(flag, 1L, Long::sum));
      Optional<NotJudgedReason> reason = block.outcomes().notJudged(i);
      reason.ifPresent(why -> followed.notJudged.merge(why.text(), 1L, Long::sum));
    }
    return true;
  }

  /** How many spectra of an image were sent. */
  public long sent(String image) {
    return images.get(image).sent;
  }

  /** What became of an image's spectra so far. */
  public Counts counts(String image) {
    Followed followed = images.get(image);
    return new Counts(
        followed.results,
        Map.copyOf(followed.flagged),
        Map.copyOf(followed.notJudged),
        List.copyOf(followed.rejections.values()));
  }

  /** What became of images that are told one by one no more. */
  public Earlier earlier() {
    return earlier;
  }

  /** The images that are followed, in the order in which something was sent of them last. */
  public List<String> images() {
    return List.copyOf(images.keySet());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
