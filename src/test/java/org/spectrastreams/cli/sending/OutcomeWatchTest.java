package org.spectrastreams.cli.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.proto.Wire;

class OutcomeWatchTest {
  private static final Topics TOPICS = new Topics("lab.");
  private static final List<String> WATCHED =
      List.of(TOPICS.results(), TOPICS.deadLetter(), TOPICS.images());
  private static final byte[] NONE = "a tool's test message".getBytes(StandardCharsets.UTF_8);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

  private ConsumerRecord<String, byte[]> letter(int offset, String spectra) {
    ConsumerRecord<String, byte[]> letter =
        new ConsumerRecord<>(TOPICS.deadLetter(), 0, offset, "img/0", NONE);
    letter.headers().add(DeadLetters.REASON, "malformed".getBytes(StandardCharsets.UTF_8));
    letter.headers().add(DeadLetters.SPECTRA, spectra.getBytes(StandardCharsets.UTF_8));
    return letter;
  }

  @Test
  void shouldGoOnBehindWhatIsNoRecordOfTheService() {
    for (String topic : WATCHED) {
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }
    try (OutcomeWatch watch = new OutcomeWatch(consumer, TOPICS, WATCHED, true)) {
      consumer.addRecord(new ConsumerRecord<>(TOPICS.results(), 0, 0, "img", NONE));
      consumer.addRecord(new ConsumerRecord<>(TOPICS.images(), 0, 0, "img", NONE));
      consumer.addRecord(new ConsumerRecord<>(TOPICS.deadLetter(), 0, 0, "img/0", NONE));
      consumer.addRecord(letter(1, "many"));
      consumer.addRecord(letter(2, "3"));
      byte[] complete =
          Wire.ImageStatus.newBuilder()
              .setImageId("img")
              .setState(Wire.ImageState.COMPLETE)
              .build()
              .toByteArray();
      consumer.addRecord(new ConsumerRecord<>(TOPICS.images(), 0, 1, "img", complete));

      watch.poll(Duration.ZERO);

      assertThat(watch.results()).isZero();
      assertThat(watch.deadLetters()).as("one that does not say how many, and three").isEqualTo(4);
      assertThat(watch.imagesComplete()).isOne();
    }
  }
}
