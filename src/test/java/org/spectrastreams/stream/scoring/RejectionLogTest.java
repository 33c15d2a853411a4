package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.RecordOrigin;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

class RejectionLogTest {
  private final RejectionLog log = new RejectionLog();

  private static RejectedRecordException rejected(String image, RejectReason reason) {
    return new RejectedRecordException(reason, "why", 64)
        .of(new RecordOrigin("tissue", image, 64, 64, 1, 1));
  }

  @Test
  void shouldTellOneLineAnImageAndReasonWhenNothingMoreComes() {
    for (int time = 0; time < 5_000; time += 1_000) {
      log.add(rejected("a", RejectReason.WRONG_QUANTITY), time);
      assertThat(log.due(time)).isEmpty();
    }
    log.add(rejected("a", RejectReason.UNKNOWN_PIPELINE), 4_000);
    assertThat(log.due(4_000 + RejectionLog.QUIET_MILLIS))
        .containsExactly(
            "image a: 320 spectra rejected (wrong-quantity): why",
            "image a: 64 spectra rejected (unknown-pipeline): why");
    assertThat(log.due(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void shouldNotWaitForEverWhereMoreAndMoreComes() {
    for (long time = 0; time < RejectionLog.LONGEST_MILLIS; time += 1_000) {
      log.add(rejected("a", RejectReason.WRONG_QUANTITY), time);
      assertThat(log.due(time)).isEmpty();
    }
    assertThat(log.due(RejectionLog.LONGEST_MILLIS)).hasSize(1);
  }

  @Test
  void shouldNotKeepALineForAnHourWhereTheClockIsSetBackByOne() {
    log.add(rejected("a", RejectReason.WRONG_QUANTITY), 3_600_000);
    assertThat(log.due(10)).hasSize(1);
  }

  @Test
  void shouldStaySmallHoweverManyImagesAreBad() {
    for (int image = 0; image < 1_000; image++) {
      log.add(rejected("image" + image, RejectReason.WRONG_QUANTITY), 0);
    }
    assertThat(log.due(Long.MAX_VALUE))
        .hasSize(51)
        .last()
        .asString()
        .startsWith("further images: " + 950 * 64 + " spectra rejected");
  }
}
