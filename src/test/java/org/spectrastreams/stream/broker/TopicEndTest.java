package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicEndTest {
  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
  private long now;

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 3L));
  }

  private TopicEnd end() {
    return new TopicEnd(consumer, List.of(PARTITION), Duration.ofSeconds(10), () -> now);
  }

  private void read(int offset) {
    consumer.addRecord(new ConsumerRecord<>("letters", 0, offset, "key", "value"));
    consumer.poll(Duration.ZERO);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void shouldBeReachedHoweverLongItTakesAsLongAsSomethingComes() {
    TopicEnd end = end();
    for (int offset = 0; offset < 3; offset++) {
      assertThat(end.isReached()).isFalse();
      pass(9);
      read(offset);
    }
    assertThat(end.isReached()).isTrue();
    assertThat(end.isBefore(PARTITION, 2)).isTrue();
    assertThat(end.isBefore(PARTITION, 3)).as("came since").isFalse();
  }

  @Test
  void shouldGiveUpWhereNothingComesForTooLong() {
    TopicEnd end = end();
    assertThat(end.isReached()).isFalse();
    read(0);
    assertThat(end.isReached()).isFalse();
    pass(9);
    assertThat(end.isReached()).isFalse();
    pass(1);
    assertThatThrownBy(end::isReached)
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("letters for 10 s: is the broker up?");
  }
}
