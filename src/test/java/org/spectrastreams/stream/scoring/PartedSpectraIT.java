package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.PartedSpectrum;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Spectra that come in parts. A short one that is cut serves as well as a plane. */
class PartedSpectraIT {
  @TempDir Path folder;

  private ServiceConfig config;

  @BeforeEach
  void writeModels() {
    config = TestModels.write(folder);
  }

  private TestTopology topology() {
    return new TestTopology(config, folder.resolve("state"));
  }

  /** A block of one spectrum, whose column is its sequence number, too. */
  private static RawBlock block(int sequence) {
    return TestModels.line("scored", "img", 40, 3, sequence, 0, 1);
  }

  private static void send(TestTopology topology, RawBlock block, byte[] part) {
    topology.send(block.key().getBytes(StandardCharsets.UTF_8), part);
  }

  private static Wire.ResultBlock withoutPlace(Wire.ResultBlock result) {
    return result.toBuilder()
        .setProvenance(result.getProvenance().toBuilder().clearSourceOffset())
        .build();
  }

  @Test
  void shouldScoreASpectrumInPartsAsTheOneThatItWas() {
    try (TestTopology topology = topology()) {
      RawBlock block = block(7);
      topology.send(block);
      Wire.ResultBlock whole = topology.results().get(0);
      List<byte[]> parts = new ArrayList<>(PartedSpectrum.split(BlockEncoder.encode(block)));
      Collections.reverse(parts);

      send(topology, block, parts.get(0));
      send(topology, block, parts.get(0));
      assertThat(topology.results()).isEmpty();
      send(topology, block, parts.get(1));

      List<Wire.ResultBlock> results = topology.results();
      assertThat(results).hasSize(1);
      assertThat(withoutPlace(results.get(0))).isEqualTo(withoutPlace(whole));
      assertThat(results.get(0).getProvenance().getSourceOffset()).isEqualTo(3);
      assertThat(topology.deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldTellSpectraApartWhosePartsComeInTurn() {
    try (TestTopology topology = topology()) {
      List<byte[]> first = PartedSpectrum.split(BlockEncoder.encode(block(1)));
      List<byte[]> second = PartedSpectrum.split(BlockEncoder.encode(block(2)));

      send(topology, block(1), first.get(0));
      send(topology, block(2), second.get(0));
      send(topology, block(1), first.get(1));
      send(topology, block(2), second.get(1));

      assertThat(topology.results())
          .extracting(Wire.ResultBlock::getSequence)
          .containsExactly(1L, 2L);
    }
  }

  @Test
  void shouldGiveUpASpectrumWhosePartsDoNotComeAndCountItOnce() {
    try (TestTopology topology = topology()) {
      List<byte[]> parts = PartedSpectrum.split(BlockEncoder.encode(block(1)));
      send(topology, block(1), parts.get(0));
      topology.passTime(Duration.ofSeconds(50));
      assertThat(topology.deadLetters()).isEmpty();

      topology.passTime(Duration.ofSeconds(20));

      List<TestRecord<byte[], byte[]>> letters = topology.deadLetters();
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).value()).isEqualTo(parts.get(0));
      assertThat(TestTopology.header(letters.get(0), DeadLetters.REASON))
          .isEqualTo("incomplete-spectrum");
      assertThat(TestTopology.header(letters.get(0), DeadLetters.OFFSET)).isEqualTo("0");
      assertThat(
              topology.counter(
                  "spectra.rejected", "pipeline", "unknown", "reason", "incomplete-spectrum"))
          .isOne();
    }
  }

  @Test
  void shouldSetAsideEveryPartOfASpectrumThatCannotBeScored() {
    try (TestTopology topology = topology()) {
      RawBlock unknown = TestModels.line("no-such-pipeline", "img", 40, 3, 5, 1, 1);
      for (byte[] part : PartedSpectrum.split(BlockEncoder.encode(unknown))) {
        send(topology, unknown, part);
      }

      List<TestRecord<byte[], byte[]>> letters = topology.deadLetters();
      assertThat(letters)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.REASON))
          .containsExactly("unknown-pipeline", "unknown-pipeline");
      assertThat(letters)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.SPECTRA))
          .containsExactly("1", "0");
    }
  }
}
