package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

class DeadLettersTest {
  private record Place(String topic, int partition, long offset) implements RecordMetadata {}

  @Test
  void shouldSayNothingOfItselfThatTheSenderSaid() {
    Headers sent = new RecordHeaders();
    for (String name :
        new String[] {
          DeadLetters.IMAGE,
          DeadLetters.FRAME,
          DeadLetters.PIPELINE,
          DeadLetters.ORIGINAL_LENGTH,
          DeadLetters.VERSION,
          "lab.bench"
        }) {
      sent.add(name, "told".getBytes(StandardCharsets.UTF_8));
    }

    Headers letter =
        DeadLetters.record(
                new Record<>(new byte[] {1}, new byte[] {2}, 5, sent),
                new Place("spectra.raw", 0, 7),
                new RejectedRecordException(RejectReason.MALFORMED, "no block"),
                "1.2.3")
            .headers();

    assertThat(letter.toArray())
        .extracting(Header::key)
        .contains("lab.bench")
        .doesNotContain(
            DeadLetters.IMAGE,
            DeadLetters.FRAME,
            DeadLetters.PIPELINE,
            DeadLetters.ORIGINAL_LENGTH);
    assertThat(DeadLetters.text(letter, DeadLetters.VERSION)).contains("1.2.3");
  }

  @Test
  void shouldReadNoMoreOfALetterThanTheServiceWrites() {
    Headers foreign = new RecordHeaders();
    foreign.add(DeadLetters.MESSAGE, "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));

    assertThat(DeadLetters.text(foreign, DeadLetters.MESSAGE).orElseThrow())
        .hasSizeLessThanOrEqualTo(3_000);
  }
}
