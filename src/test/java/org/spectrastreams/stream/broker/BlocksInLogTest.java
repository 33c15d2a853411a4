package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.PartedSpectrum;
import org.spectrastreams.wire.block.RawBlock;

/** Blocks read back by the place that their result names. */
class BlocksInLogTest {
  private final Map<Long, byte[]> log = new HashMap<>();
  private final BlocksInLog blocks =
      new BlocksInLog(
          (topic, partition, offset) -> {
            byte[] value = log.get(offset);
            if (value == null) {
              throw new RecordGoneException("offset " + offset);
            }
            return value;
          });

  private static RawBlock plane(long seed) {
    return new RawBlock(
        "nmr",
        "",
        Optional.empty(),
        seed,
        PlaneModels.pictures(1, 40, 46, seed),
        "a picture",
        true,
        0);
  }

  @Test
  void shouldPutAPlaneTogetherFromPartsBetweenThoseOfAnother() throws Exception {
    RawBlock one = plane(1);
    RawBlock other = plane(2);
    List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(one));
    List<byte[]> others = PartedSpectrum.split(BlockEncoder.encode(other));
    // A mark of a transaction takes offset 5, and the parts come out of order.
    log.put(3L, parts.get(1));
    log.put(4L, others.get(0));
    log.put(6L, parts.get(0));
    log.put(7L, others.get(1));
    log.put(8L, BlockEncoder.encode(other));

    assertThat(blocks.read("raw", 0, 6).spectra().intensities())
        .isEqualTo(one.spectra().intensities());
    assertThat(blocks.read("raw", 0, 7).spectra().intensities())
        .isEqualTo(other.spectra().intensities());
    assertThat(blocks.read("raw", 0, 8).spectra().intensities())
        .isEqualTo(other.spectra().intensities());
  }

  @Test
  void shouldSayThatPartsAreGone() {
    List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(plane(1)));
    log.put(6L, parts.get(1));
    assertThatThrownBy(() -> blocks.read("raw", 0, 6))
        .isInstanceOf(RecordGoneException.class)
        .hasMessageContaining("1 of the 2 parts");
  }
}
