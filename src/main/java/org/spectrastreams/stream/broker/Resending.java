package org.spectrastreams.stream.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.BlockLimits;

/**
 * Sends dead letters again to the topic they came from, each once: what was sent and how far the
 * letters were read is committed together, and a record that comes back as a letter is not sent a
 * second time. Key, value and headers are those of the original, so that a block keeps its
 * identity. One thread.
 */
public final class Resending {
  /** Where the letter lay that a record was sent again from; on the record, and its next letter. */
  public static final String RESENT = "spectra.resent";

  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * What became of the letters of a reason.
   *
   * @param sent again now
   * @param before letters of records that were sent again once already
   * @param cut letters that do not hold the whole original, or one that came compressed and is
   *     longer than a record may be: sent again, it would be refused for ever
   * @param elsewhere letters of topics that only the service itself writes to
   */
  public record Count(long sent, long before, long cut, long elsewhere) {
    private Count plus(Count more) {
      return new Count(
          sent + more.sent, before + more.before, cut + more.cut, elsewhere + more.elsewhere);
    }
  }

  private static final Count SENT = new Count(1, 0, 0, 0);
  private static final Count BEFORE = new Count(0, 1, 0, 0);
  private static final Count CUT = new Count(0, 0, 1, 0);
  private static final Count ELSEWHERE = new Count(0, 0, 0, 1);

  private final String letters;
  private final Set<String> targets;
  private final String reason;
  private final Map<String, Object> reading;
  private final Map<String, Object> writing;

  /**
   * Prepares it; nothing is read yet.
   *
   * @param client how to reach the broker
   * @param reason the id of the only reason whose letters are sent again
   */
  public Resending(Map<String, Object> client, ServiceConfig config, String reason) {
    Topics topics = config.topics();
    this.letters = topics.deadLetter();
    this.targets = Set.of(topics.raw(), topics.explainRequests());
    this.reason = reason;
    String group = config.applicationId() + "-resend-" + reason;
    this.reading = new HashMap<>(client);
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    this.writing = new HashMap<>(client);
    writing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    writing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicSetup.DEAD_LETTER_BYTES);
  }

  /**
   * Sends again all that are there when it is called.
   *
   * @throws KafkaException if the broker goes away meanwhile; what was sent is not sent again then
   */
  public Count run() {
    Count count = new Count(0, 0, 0, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions(); // ends that of another one at the same work
      List<TopicPartition> partitions =
          consumer.partitionsFor(letters).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      TopicEnd end = new TopicEnd(consumer, partitions);
      while (!end.isReached()) {
        count = count.plus(pass(consumer.poll(POLL), end, consumer, producer));
      }
    }
    return count;
  }

  private Count pass(
      ConsumerRecords<byte[], byte[]> found,
      TopicEnd end,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer) {
    Count count = new Count(0, 0, 0, 0);
    if (found.isEmpty()) {
      return count;
    }
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : found) {
      TopicPartition from = new TopicPartition(letter.topic(), letter.partition());
      // What comes back while this runs is for the next time.
      if (end.isBefore(from, letter.offset())) {
        count = count.plus(pass(letter, producer));
        read.put(from, new OffsetAndMetadata(letter.offset() + 1));
      }
    }
    producer.sendOffsetsToTransaction(read, consumer.groupMetadata());
    producer.commitTransaction();
    return count;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit hears of it
  private Count pass(
      ConsumerRecord<byte[], byte[]> letter, KafkaProducer<byte[], byte[]> producer) {
    Headers headers = letter.headers();
    if (!DeadLetters.text(headers, DeadLetters.REASON).equals(Optional.of(reason))) {
      return new Count(0, 0, 0, 0);
    }
    String target = DeadLetters.text(headers, DeadLetters.TOPIC).orElse("");
    if (!targets.contains(target)) {
      return ELSEWHERE;
    }
    if (letter.value() == null
        || letter.value().length > BlockLimits.DEFAULT.recordBytes()
        || headers.lastHeader(DeadLetters.ORIGINAL_LENGTH) != null
        || headers.lastHeader(DeadLetters.ORIGINAL_HEADERS_LENGTH) != null
        || headers.lastHeader(DeadLetters.ORIGINAL_KEY_LENGTH) != null) {
      return CUT;
    }
    if (headers.lastHeader(RESENT) != null) {
      return BEFORE;
    }
    Headers original = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(DeadLetters.PREFIX)
          && !header.key().equals(DeadLetters.VERSION)) {
        original.add(header);
      }
    }
    String place = letter.topic() + "/" + letter.partition() + "/" + letter.offset();
    original.add(RESENT, place.getBytes(StandardCharsets.UTF_8));
    producer.send(new ProducerRecord<>(target, null, null, letter.key(), letter.value(), original));
    return SENT;
  }
}
