package org.spectrastreams.stream.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where partitions end when this is made, for a consumer that reads until there. A broker that goes
 * away meanwhile would let it read nothing for ever: it is told so after a while. For one thread.
 */
public final class TopicEnd {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Duration patience;
  private final LongSupplier nanos;
  private List<Long> reached = List.of();
  private long since;

  /** Asks where partitions end that are assigned to a consumer. */
  public TopicEnd(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    this(consumer, partitions, PATIENCE);
  }

  /**
   * The same with another limit.
   *
   * @param patience how long the consumer may get no further
   */
  public TopicEnd(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration patience) {
    this(consumer, partitions, patience, System::nanoTime);
  }

  TopicEnd(
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      Duration patience,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.ends = Map.copyOf(consumer.endOffsets(partitions));
    this.patience = patience;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Whether a record lies before the end. */
  boolean isBefore(TopicPartition partition, long offset) {
    return offset < ends.get(partition);
  }

  /**
   * Whether the consumer has come there; ask it after each poll.
   *
   * @throws TimeoutException if it has got no further for too long
   */
  public boolean isReached() {
    List<Long> now = ends.keySet().stream().map(consumer::position).toList();
    if (!now.equals(reached)) {
      reached = now;
      since = nanos.getAsLong();
    }
    if (ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      return true;
    }
    if (nanos.getAsLong() - since >= patience.toNanos()) {
      throw new TimeoutException(
          "nothing could be read from %s for %d s: is the broker up?"
              .formatted(ends.keySet().iterator().next().topic(), patience.toSeconds()));
    }
    return false;
  }
}
