package org.spectrastreams.stream.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header as W3C Trace Context has it. */
class TraceParentTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void shouldReadAndWriteTheExampleOfTheSpecification() {
    TraceParent found = TraceParent.parse(VALID).orElseThrow();
    assertThat(found.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(found.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(found.sampled()).isTrue();
    assertThat(found).hasToString(VALID);
    assertThat(TraceParent.parse(VALID.replace("-01", "-00")).orElseThrow().sampled()).isFalse();
  }

  @Test
  void shouldReadWhatItKnowsOfALaterVersion() {
    assertThat(TraceParent.parse(VALID.replaceFirst("00", "cc") + "-what-will-be")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0"
      })
  void shouldPassOverWhatIsNone(String text) {
    assertThat(TraceParent.parse(text)).isEmpty();
  }

  @Test
  void shouldReadTheLastHeaderOfARecordAndNoneThatIsTooLong() {
    RecordHeaders headers = new RecordHeaders();
    assertThat(TraceParent.of(headers)).isEmpty();
    headers.add(TraceParent.HEADER, "none".getBytes(StandardCharsets.US_ASCII));
    headers.add(TraceParent.HEADER, VALID.getBytes(StandardCharsets.US_ASCII));
    assertThat(TraceParent.of(headers)).isPresent();
    headers.add(TraceParent.HEADER, new byte[1 << 10]);
    assertThat(TraceParent.of(headers)).isEmpty();
    headers.add(TraceParent.HEADER, null);
    assertThat(TraceParent.of(headers)).isEmpty();
  }
}
