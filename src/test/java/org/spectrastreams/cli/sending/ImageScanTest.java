package org.spectrastreams.cli.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;

class ImageScanTest {
  private static final int A = -7;
  private static final int B = 12;

  private static Optional<Wire.ImageStatus> shown(ImageScan scan) {
    return shown(scan.generation());
  }

  private static Optional<Wire.ImageStatus> shown(long generation) {
    return Optional.of(
        Wire.ImageStatus.newBuilder().setGeneration(generation).setFirstRecordMs(99).build());
  }

  @Test
  void shouldGoOnWithAScanThatWasBrokenOff() {
    ImageScan first = ImageScan.after(Optional.empty(), A, false);

    assertThat(first.since()).isEmpty();
    assertThat(ImageScan.after(Optional.empty(), A, false))
        .as("broken off before a result came")
        .isEqualTo(first);
    ImageScan again = ImageScan.after(shown(first), A, false);
    assertThat(again.generation()).isEqualTo(first.generation());
    assertThat(again.since()).hasValue(99);
  }

  @Test
  void shouldTakeAnythingElseForALaterScan() {
    ImageScan a = ImageScan.after(Optional.empty(), A, false);
    ImageScan b = ImageScan.after(shown(a), B, false);
    ImageScan aAgain = ImageScan.after(shown(b), A, false);
    ImageScan anew = ImageScan.after(shown(aAgain), A, true);

    assertThat(Long.compareUnsigned(b.generation(), a.generation())).isPositive();
    assertThat(Long.compareUnsigned(aAgain.generation(), b.generation())).isPositive();
    assertThat(Long.compareUnsigned(anew.generation(), aAgain.generation())).isPositive();
    assertThat(anew.since()).isEmpty();
  }

  @Test
  void shouldFollowOnAScanThatAnInstrumentCounted() {
    for (long counted : new long[] {0, 1, 5, 1_700_000_000_000L}) {
      assertThat(
              Long.compareUnsigned(ImageScan.after(shown(counted), A, false).generation(), counted))
          .isPositive();
    }
  }
}
