package org.spectrastreams.server.exports;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.export.ResultRecords;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.server.maps.ResultLocator.Place;
import org.spectrastreams.server.maps.ShownResults;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * The results of an image out of the log: those records that the locator has for its pixels, read
 * in one go from the first of them to the last. A consumer of its own for every reading.
 */
final class LoggedResults implements ResultRecords {
  private static final Duration POLL = Duration.ofMillis(250);

  /** The results cannot be read now; the message says why. */
  static final class UnreadableLogException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableLogException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Where reading begins and ends in a partition, and how many results lie between. */
  private record Span(long first, long last) {
    Span with(long offset) {
      return new Span(Math.min(first, offset), Math.max(last, offset));
    }
  }

  private final Map<String, Object> client;
  private final String topic;
  private final ResultLocator locator;
  private final Wire.ImageStatus image;
  private final Duration limit;
  private final String wayOut;

  /**
   * @param client how to reach the broker
   * @param topic of results
   * @param limit the longest time that the log may say nothing
   * @param wayOut what to do where no result is found, for the message
   */
  LoggedResults(
      Map<String, Object> client,
      String topic,
      ResultLocator locator,
      Wire.ImageStatus image,
      Duration limit,
      String wayOut) {
    this.client = client;
    this.topic = topic;
    this.locator = locator;
    this.image = image;
    this.limit = limit;
    this.wayOut = wayOut;
  }

  @Override
  public long forEach(Visitor visitor) throws IOException, InterruptedException {
    Map<Integer, Span> spans = new TreeMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Optional<Place> place = locator.find(image.getImageId(), x, y);
        if (place.isPresent()) {
          long offset = place.get().offset();
          spans.merge(
              place.get().partition(), new Span(offset, offset), (all, one) -> all.with(offset));
        }
      }
    }
    if (spans.isEmpty() && image.getSeen() > 0) {
      throw new UnreadableLogException(
          "no result of image %s is known here to lie on topic %s: %s"
              .formatted(image.getImageId(), topic, wayOut),
          null);
    }
    long found = 0;
    try (KafkaConsumer<String, byte[]> consumer = CommittedConsumer.open(client, Map.of())) {
      for (Map.Entry<Integer, Span> span : spans.entrySet()) {
        TopicPartition partition = new TopicPartition(topic, span.getKey());
        found += read(consumer, partition, span.getValue(), visitor);
      }
    } catch (KafkaException e) {
      throw new UnreadableLogException("topic " + topic + " cannot be read: " + e.getMessage(), e);
    }
    // Of results that had left the log before it was read, only the image's status knows.
    return Math.max(0, image.getSeen() - found);
  }

  private long read(
      KafkaConsumer<String, byte[]> consumer, TopicPartition from, Span span, Visitor visitor)
      throws IOException {
    consumer.assign(List.of(from));
    long begins = consumer.beginningOffsets(List.of(from)).get(from);
    consumer.seek(from, Math.max(begins, span.first()));
    long found = 0;
    long heard = System.nanoTime();
    while (consumer.position(from) <= span.last()) {
      ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : batch) {
        if (record.offset() <= span.last() && image.getImageId().equals(record.key())) {
          found += show(record, visitor);
        }
      }
      if (!batch.isEmpty()) {
        heard = System.nanoTime(); // behind the visitor, who may write to a slow reader
      } else if (System.nanoTime() - heard > limit.toNanos()) {
        throw new UnreadableLogException(
            "topic %s said nothing for %d s: is the broker up?".formatted(topic, limit.toSeconds()),
            null);
      }
    }
    return found;
  }

  private int show(ConsumerRecord<String, byte[]> record, Visitor visitor) throws IOException {
    ResultView result;
    try {
      result = ResultView.parse(record.value());
    } catch (RejectedRecordException e) {
      return 0; // the locator passed it over, too
    }
    Wire.ResultBlock block = result.block();
    int[] rows =
        IntStream.range(0, result.count())
            .filter(
                row ->
                    locator
                        .find(image.getImageId(), block.getX(row), block.getY(row))
                        .filter(new Place(record.partition(), record.offset(), row)::equals)
                        .isPresent())
            .toArray();
    if (rows.length == 0 || !ShownResults.isOf(block, record.timestamp(), image)) {
      return 0;
    }
    visitor.record(result, rows);
    return rows.length;
  }
}
