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
import org.spectrastreams.wire.block.EncodedBlock;

class SentImagesTest {
  private static final Topics TOPICS = new Topics("lab.");

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

  private SentImages following() {
    for (String topic : List.of(TOPICS.results(), TOPICS.deadLetter())) {
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
    }
    SentImages sent = new SentImages(consumer, TOPICS);
    sent.follow("img", 7);
    sent.sent("img", new EncodedBlock("img/0", new byte[0], 3));
    return sent;
  }

  @Test
  void shouldGoOnBehindWhatIsNoRecordOfTheService() {
    try (SentImages sent = following()) {
      byte[] none = "a tool's test message".getBytes(StandardCharsets.UTF_8);
      consumer.addRecord(new ConsumerRecord<>(TOPICS.results(), 0, 0, "img", none));
      ConsumerRecord<String, byte[]> letter =
          new ConsumerRecord<>(TOPICS.deadLetter(), 0, 0, "img/0", none);
      letter.headers().add(DeadLetters.SPECTRA, "many".getBytes(StandardCharsets.UTF_8));
      letter.headers().add(DeadLetters.REASON, "malformed".getBytes(StandardCharsets.UTF_8));
      consumer.addRecord(letter);

      assertThat(sent.poll(Duration.ZERO)).as("the letter is one of the image").isTrue();

      assertThat(sent.counts("img").results()).isZero();
      assertThat(sent.counts("img").rejections())
          .containsExactly(new SentImages.Rejection("malformed", "", 1));
    }
  }

  @Test
  void shouldSumUpImagesOfLongAgo() {
    try (SentImages sent = following()) {
      for (int i = 0; i < SentImages.MOST_IMAGES; i++) {
        String image = "later" + i;
        sent.follow(image, 1);
        sent.sent(image, new EncodedBlock(image + "/0", new byte[0], 2));
      }
      assertThat(sent.images()).hasSize(SentImages.MOST_IMAGES).doesNotContain("img");
      assertThat(sent.earlier()).isEqualTo(new SentImages.Earlier(1, 3, 0, 0));
      assertThat(sent.earlier().isWhole()).isFalse();

      sent.follow("later0", 1);
      sent.follow("another", 1);
      assertThat(sent.images()).as("the one that is still being sent").contains("later0");
      assertThat(sent.earlier()).isEqualTo(new SentImages.Earlier(2, 5, 0, 0));
    }
  }
}
