package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, over restarts, which records ended a thread, so that none does so for ever: one that
 * did it {@value #MOST} times is set aside by its place. Thread-safe.
 */
public final class SetAside {
  /** How often a record may end a thread. */
  public static final int MOST = 2;

  /** The most records that are remembered; the oldest are forgotten first. */
  static final int REMEMBERED = 500;

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final String FILE = "records-that-ended-threads";
  private static final String HEADER = "spectra.set-aside";
  private static final int CAUSE_LENGTH = 300;
  private static final int LINE_PARTS = 6;

  /**
   * A record's place; its time tells it from one that has the same place in a topic made anew.
   *
   * @param topic the topic
   * @param partition its partition
   * @param offset its offset
   * @param millis the record's time
   */
  public record Place(String topic, int partition, long offset, long millis) {
    @Override
    public String toString() {
      return topic + " partition " + partition + " offset " + offset;
    }
  }

  private record Ended(int times, String cause) {}

  private final Path file;
  private final Map<Place, Ended> known = new LinkedHashMap<>();

  private final Set<String> atWork = ConcurrentHashMap.newKeySet();

  // A producer cannot know it, so that no record of a topic can pass for one of these.
  private final String token = UUID.randomUUID().toString();

  /**
   * Reads what is remembered.
   *
   * @param folder where the service keeps its data
   */
  public SetAside(Path folder) {
    this.file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          read(line);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read and is begun anew: {}", file, e.toString());
      known.clear();
    }
  }

  private void read(String line) {
    String[] parts = line.split("\t", LINE_PARTS);
    if (parts.length != LINE_PARTS) {
      throw new IllegalArgumentException("\"" + line + "\"; expected " + LINE_PARTS + " parts");
    }
    known.put(
        new Place(
            parts[0],
            Integer.parseInt(parts[1]),
            Long.parseLong(parts[2]),
            Long.parseLong(parts[3])),
        new Ended(Integer.parseInt(parts[4]), parts[5]));
  }

  /** A record ended a thread. */
  synchronized void ended(Place place, Throwable cause) {
    Ended before = known.remove(place);
    int times = before == null ? 1 : before.times() + 1;
    known.put(place, new Ended(times, text(cause)));
    Iterator<Place> oldest = known.keySet().iterator();
    while (known.size() > REMEMBERED) {
      oldest.next();
      oldest.remove();
    }
    try {
      write();
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.toString());
    }
  }

  private void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    known.forEach(
        (place, ended) ->
            lines
                .append(place.topic())
                .append('\t')
                .append(place.partition())
                .append('\t')
                .append(place.offset())
                .append('\t')
                .append(place.millis())
                .append('\t')
                .append(ended.times())
                .append('\t')
                .append(ended.cause())
                .append('\n'));
    // Whole or not at all, whenever the process is killed.
    Path beside = file.resolveSibling(FILE + ".new");
    Files.writeString(beside, lines);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Why a record is not to be tried again; empty where it is. */
  synchronized Optional<String> why(Place place) {
    return Optional.ofNullable(known.get(place))
        .filter(ended -> ended.times() >= MOST)
        .map(ended -> "it ended a thread " + ended.times() + " times: " + ended.cause());
  }

  /** The calling thread takes up a record. */
  void takenUp() {
    atWork.add(Thread.currentThread().getName());
  }

  /** The calling thread has done with it, in whatever way. */
  void putDown() {
    atWork.remove(Thread.currentThread().getName());
  }

  /** The names of threads that are at work on a record now. */
  public Set<String> threadsAtWork() {
    return Set.copyOf(atWork);
  }

  /** Stands in a partition for records that cannot be read. */
  ConsumerRecord<byte[], byte[]> inPlaceOf(TopicPartition from, long offset, String why) {
    Headers headers = new RecordHeaders();
    headers.add(HEADER, (token + why).getBytes(StandardCharsets.UTF_8));
    return new ConsumerRecord<>(
        from.topic(),
        from.partition(),
        offset,
        System.currentTimeMillis(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        null,
        headers,
        Optional.empty());
  }

  /** Why there is no record where this one stands; empty for one that a producer wrote. */
  Optional<String> inPlaceOf(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    String text = new String(header.value(), StandardCharsets.UTF_8);
    return text.startsWith(token) ? Optional.of(text.substring(token.length())) : Optional.empty();
  }

  static String text(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.toString().replaceAll("\\s+", " ");
    return text.substring(0, Math.min(CAUSE_LENGTH, text.length()));
  }

  /** How often each record ended a thread, by its place as text. */
  public synchronized Map<String, Integer> known() {
    Map<String, Integer> times = new HashMap<>();
    known.forEach((place, ended) -> times.put(place.toString(), ended.times()));
    return times;
  }
}
