package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.PlaneModels;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.OutsideLogException;
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
    return plane(seed, "a picture");
  }

  private static RawBlock plane(long seed, String source) {
    return new RawBlock(
        "nmr", "", Optional.empty(), seed, PlaneModels.pictures(1, 40, 46, seed), source, true, 0);
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
        .hasMessageContaining("1 of the 2 parts")
        .hasMessageContaining("no longer in the log");
  }

  @Test
  void shouldKeepTheLaterOfAPartThatWasSentTwice() throws Exception {
    RawBlock one = plane(1);
    List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(one));
    log.put(3L, parts.get(0));
    log.put(4L, PartedSpectrum.split(BlockEncoder.encode(plane(1, "sent before"))).get(1));
    log.put(5L, parts.get(1));
    assertThat(blocks.read("raw", 0, 5).source()).isEqualTo("a picture");
  }

  @Test
  void shouldTellPartsThatLieTooFarBackFromThoseThatAreGone() {
    List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(plane(1)));
    log.put(700L, parts.get(0));
    log.put(1000L, parts.get(1));
    assertThatThrownBy(() -> blocks.read("raw", 0, 1000))
        .isInstanceOf(RecordGoneException.class)
        .hasMessageContaining("further back than 256 records");
  }

  @Test
  void shouldReadNothingBeforeTheStartOfTheLog() {
    byte[] last = PartedSpectrum.split(BlockEncoder.encode(plane(1))).get(1);
    List<Long> asked = new ArrayList<>();
    BlocksInLog begun =
        new BlocksInLog(
            (topic, partition, offset) -> {
              asked.add(offset);
              if (offset < 999) {
                throw new OutsideLogException("offset " + offset);
              }
              return last;
            });
    assertThatThrownBy(() -> begun.read("raw", 0, 1000))
        .isInstanceOf(RecordGoneException.class)
        .hasMessageContaining("no longer in the log");
    assertThat(asked).containsExactly(1000L, 999L, 998L);
  }

  @Test
  void shouldGiveUpWhereTheLogAnswersTooSlowly() {
    log.put(1000L, PartedSpectrum.split(BlockEncoder.encode(plane(1))).get(1));
    AtomicLong now = new AtomicLong();
    BlocksInLog slow =
        new BlocksInLog(
            (topic, partition, offset) -> {
              now.addAndGet(4_000_000_000L);
              if (!log.containsKey(offset)) {
                throw new RecordGoneException("offset " + offset);
              }
              return log.get(offset);
            },
            now::get);
    assertThatThrownBy(() -> slow.read("raw", 0, 1000))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageContaining("not found within 10 s");
    assertThat(now.get()).isEqualTo(16_000_000_000L);
  }
}
