package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

class ScoringTopologyIT {
  @TempDir static Path folder;
  private ServiceConfig config;

  @BeforeEach
  void write() {
    config = TestModels.write(folder);
  }

  private TestTopology topology(String state) {
    return new TestTopology(config, folder.resolve(state));
  }

  @Test
  void shouldGiveEverySpectrumTheEnginesAnswer() throws Exception {
    RawBlock block = TestModels.line("scored", "img", 40, 3, 5, 1, 20);
    Wire.ResultBlock result;
    try (TestTopology topology = topology("answer")) {
      topology.send(block);
      List<Wire.ResultBlock> results = topology.results();
      assertThat(results).hasSize(1);
      result = results.get(0);
    }
    ModelPackage model = new ModelStore(config.modelStore()).open("untrained");
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      // The model's chain only copies spectra that are on its grid.
      engine.score(block.spectra().intensities(), 20, scores);
      for (int i = 0; i < 20; i++) {
        ResultView row = ResultView.of(result);
        assertThat(row.predictedClass(i)).isEqualTo(scores.predicted()[i]);
        assertThat(result.getX(i)).isEqualTo(5 + i);
        assertThat(result.getY(i)).isEqualTo(1);
        float mean = 0;
        for (int m = 0; m < TestModels.MEMBERS; m++) {
          mean +=
              scores
                      .memberProbabilities()[
                      (i * TestModels.MEMBERS + m) * TestModels.CLASSES.size()
                          + row.predictedClass(i)]
                  / TestModels.MEMBERS;
        }
        assertThat(row.confidence(i)).isCloseTo(mean, offset(1e-6f));
        float[] map = row.activationMap(i);
        assertThat(map).hasSize(TestModels.AXIS.size());
        float step = range(scores.activationMap(), i * map.length, map.length) / 255;
        for (int p = 0; p < map.length; p++) {
          assertThat(map[p])
              .isCloseTo(scores.activationMap()[i * map.length + p], offset(0.51f * step + 1e-6f));
        }
        int at1400 = TestModels.AXIS.indexNearest(1400);
        float[] spectra = block.spectra().intensities();
        float band = 0;
        for (int p = at1400 - 2; p <= at1400 + 2; p++) {
          band += spectra[i * TestModels.AXIS.size() + p] / 5;
        }
        assertThat(row.band(0, i)).isCloseTo(band, offset(1e-5f));
      }
    }
    assertThat(result.getQualityNamesList()).isNotEmpty();
    assertThat(result.getBands(0).getUnit()).isEqualTo("absorbance");
    assertThat(result.getClassNamesList()).isEqualTo(TestModels.CLASSES);
    Wire.Provenance provenance = result.getProvenance();
    assertThat(provenance.getModel()).isEqualTo("untrained");
    assertThat(provenance.getModelVersion()).isEqualTo("1.0.0");
    assertThat(provenance.getModelDigest()).isEqualTo(model.digest());
    assertThat(provenance.getPreprocessingDigest()).isEqualTo(model.preprocessing().digest());
    assertThat(provenance.getExplanationMethod()).isNotEmpty();
    assertThat(provenance.getServiceVersion()).isNotEmpty();
    assertThat(provenance.getSourceTopic()).isEqualTo("spectra.raw");
    assertThat(provenance.getSourceOffset()).isZero();
    assertThat(result.getSimulated()).isTrue();
  }

  private static float range(float[] values, int offset, int count) {
    float min = Float.MAX_VALUE;
    float max = -Float.MAX_VALUE;
    for (int i = offset; i < offset + count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return max - min;
  }

  @Test
  void shouldCountABlockOnceThatComesAgain() {
    try (TestTopology topology = topology("again")) {
      RawBlock block = TestModels.line("scored", "img", 40, 3, 5, 1, 20).ofGeneration(9);
      RawBlock other = TestModels.line("scored", "img", 40, 3, 6, 1, 20).ofGeneration(9);
      topology.send(block);
      topology.send(block);
      topology.send(block.ofGeneration(10));
      topology.send(
          new RawBlock(
              block.pipeline(),
              block.imageId(),
              block.geometry(),
              block.sequence(),
              other.spectra(),
              block.source(),
              block.simulated(),
              0,
              9));

      assertThat(topology.results()).hasSize(3);
      assertThat(topology.deadLetters()).isEmpty();
      assertThat(topology.counter("spectra.results", "pipeline", "scored")).isEqualTo(60);
      assertThat(topology.counter("spectra.in", "pipeline", "scored")).isEqualTo(60);
      assertThat(topology.counter("spectra.repeated")).isEqualTo(20);
    }
  }

  @Test
  void shouldRejectABlockAgainThatHasNoResult() {
    try (TestTopology topology = topology("rejected")) {
      RawBlock block = TestModels.line("nobody", "img", 40, 3, 5, 1, 20).ofGeneration(9);
      topology.send(block);
      topology.send(block);

      assertThat(topology.deadLetters()).hasSize(2);
    }
  }

  @Test
  void shouldGiveTheSameBytesForTheSameBytes() {
    byte[][] found = new byte[2][];
    for (int run = 0; run < 2; run++) {
      try (TestTopology topology = topology("same" + run)) {
        topology.send(TestModels.line("scored", "img", 40, 3, 0, 1, 33));
        found[run] = topology.resultRecords().get(0).value();
      }
    }
    assertThat(found[0]).isEqualTo(found[1]);
  }

  @Test
  void shouldGiveTheSameAnswersWhateverWasScoredBefore() {
    RawBlock block = TestModels.line("scored", "img", 40, 3, 0, 1, 33);
    try (TestTopology topology = topology("before")) {
      topology.send(block);
      topology.send(TestModels.line("scored", "img", 40, 3, 0, 2, 40));
      topology.send(block);
      List<Wire.ResultBlock> results = topology.results();
      Wire.Provenance.Builder placeless = results.get(0).getProvenance().toBuilder();
      assertThat(results.get(2).toBuilder().setProvenance(placeless).build())
          .isEqualTo(results.get(0));
    }
  }

  @Test
  void shouldFlagUnusableSpectraAndGiveThemNoClass() throws Exception {
    RawBlock good = TestModels.line("scored", "img", 40, 3, 0, 0, 5);
    int points = TestModels.AXIS.size();
    float[] values = good.spectra().intensities().clone();
    values[points / 2] = Float.NaN;
    Arrays.fill(values, points, 2 * points, 0);
    Arrays.fill(values, 2 * points, 3 * points, 0.7f);
    values[3 * points] = Float.POSITIVE_INFINITY;
    SpectrumBlock spectra =
        new SpectrumBlock(
            TestModels.AXIS, Quantity.ABSORBANCE, good.spectra().x(), good.spectra().y(), values);
    try (TestTopology topology = topology("flags")) {
      topology.send(good);
      topology.send(TestModels.with(good, spectra));
      List<Wire.ResultBlock> results = topology.results();
      Wire.ResultBlock flagged = results.get(1);
      assertThat(ResultView.of(flagged).qualityFlags(0)).containsExactly("NON_FINITE");
      assertThat(ResultView.of(flagged).qualityFlags(1)).containsExactly("ALL_ZERO");
      assertThat(ResultView.of(flagged).qualityFlags(2)).containsExactly("FLAT");
      assertThat(ResultView.of(flagged).qualityFlags(3)).containsExactly("NON_FINITE");
      for (int i = 0; i < 4; i++) {
        ResultView row = ResultView.of(flagged);
        assertThat(row.predictedClass(i)).isEqualTo(Sentinels.NO_CLASS);
        assertThat(row.memberVotes(i)).containsOnly(Sentinels.NO_CLASS);
        assertThat(row.confidence(i)).isNaN();
        assertThat(row.activationMap(i)).isEmpty();
      }
      // The usable one among them is scored as if it were alone.
      ResultView last = ResultView.of(flagged);
      ResultView alone = ResultView.of(results.get(0));
      assertThat(last.predictedClass(4)).isEqualTo(alone.predictedClass(4));
      assertThat(last.confidence(4)).isCloseTo(alone.confidence(4), offset(1e-5f));
      assertThat(topology.counter("spectra.flagged", "pipeline", "scored", "reason", "flat"))
          .isEqualTo(1);
      assertThat(topology.counter("spectra.results", "pipeline", "scored")).isEqualTo(10);
    }
  }

  @Test
  void shouldSurveyWithoutAModel() throws Exception {
    RawBlock block = TestModels.line("survey", "img", 40, 3, 0, 0, 4);
    Arrays.fill(block.spectra().intensities(), 0, TestModels.AXIS.size(), 0);
    try (TestTopology topology = topology("survey")) {
      topology.send(block);
      Wire.ResultBlock result = topology.results().get(0);
      assertThat(result.getClassNamesList()).isEmpty();
      assertThat(result.hasActivationMaps()).isFalse();
      assertThat(result.getProvenance().getModel()).isEmpty();
      assertThat(ResultView.of(result).qualityFlags(0)).containsExactly("ALL_ZERO");
      assertThat(ResultView.of(result).qualityFlags(1)).isEmpty();
      assertThat(result.getBandsList())
          .extracting(Wire.BandValues::getName)
          .containsExactly("low", "quotient");
      assertThat(ResultView.of(result).band(1, 0)).isNaN();
      assertThat(ResultView.of(result).band(0, 1)).isFinite();
    }
  }

  @Test
  void shouldCutADeadLetterThatNoTopicWouldTake() {
    byte[] key = new byte[100_000];
    byte[] value = new byte[5 << 20];
    value[0] = 9;
    RecordHeaders headers = new RecordHeaders();
    headers.add("mine", new byte[1 << 20]);
    try (TestTopology topology = topology("fat")) {
      topology.send(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(77)));
      TestRecord<byte[], byte[]> dead = topology.deadLetters().get(0);
      assertThat(dead.key()).hasSizeLessThan(10_000);
      assertThat(dead.value()).hasSize(TopicSetup.DEAD_LETTER_BYTES).startsWith(9);
      assertThat(dead.headers().lastHeader("mine")).isNull();
      assertThat(TestTopology.header(dead, DeadLetters.ORIGINAL_LENGTH)).isEqualTo("5242880");
      assertThat(TestTopology.header(dead, DeadLetters.ORIGINAL_KEY_LENGTH)).isEqualTo("100000");
      assertThat(TestTopology.header(dead, DeadLetters.ORIGINAL_SHA256)).hasSize(64);
      assertThat(Long.parseLong(TestTopology.header(dead, DeadLetters.ORIGINAL_HEADERS_LENGTH)))
          .isGreaterThan(1 << 20);
    }
  }

  @Test
  void shouldDeadLetterARecordAsItCame() {
    byte[] key = {1, 2, 3};
    byte[] value = "no block at all".getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add("mine", new byte[] {9});
    try (TestTopology topology = topology("dead")) {
      topology.send(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(77)));
      TestRecord<byte[], byte[]> dead = topology.deadLetters().get(0);
      assertThat(dead.key()).isEqualTo(key);
      assertThat(dead.value()).isEqualTo(value);
      assertThat(dead.headers().lastHeader("mine").value()).containsExactly(9);
      assertThat(TestTopology.header(dead, DeadLetters.REASON)).isEqualTo("malformed");
      assertThat(TestTopology.header(dead, DeadLetters.MESSAGE)).isNotBlank();
      assertThat(TestTopology.header(dead, DeadLetters.TOPIC)).isEqualTo("spectra.raw");
      assertThat(TestTopology.header(dead, DeadLetters.PARTITION)).isEqualTo("0");
      assertThat(TestTopology.header(dead, DeadLetters.OFFSET)).isEqualTo("0");
      assertThat(TestTopology.header(dead, DeadLetters.SPECTRA)).isEqualTo("1");
      assertThat(TestTopology.header(dead, DeadLetters.VERSION)).isNotBlank();
      assertThat(topology.results()).isEmpty();
      assertThat(topology.counter("spectra.rejected", "pipeline", "unknown", "reason", "malformed"))
          .isEqualTo(1);
    }
  }

  @Test
  void shouldSayHowManySpectraARejectedBlockHeld() {
    RawBlock line = TestModels.line("scored", "img", 40, 3, 0, 0, 7);
    SpectralAxis elsewhere = SpectralAxis.uniform(2000, 4, 201);
    RawBlock narrow =
        TestModels.with(
            line,
            new SpectrumBlock(
                elsewhere,
                Quantity.ABSORBANCE,
                line.spectra().x(),
                line.spectra().y(),
                line.spectra().intensities()));
    RawBlock raman =
        TestModels.with(
            line,
            new SpectrumBlock(
                TestModels.AXIS,
                Quantity.RAMAN_INTENSITY,
                line.spectra().x(),
                line.spectra().y(),
                line.spectra().intensities()));
    RawBlock unknown = TestModels.line("nowhere", "img", 40, 3, 0, 0, 7);
    try (TestTopology topology = topology("count")) {
      topology.send(narrow);
      topology.send(raman);
      topology.send(unknown);
      List<TestRecord<byte[], byte[]>> dead = topology.deadLetters();
      assertThat(dead)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.REASON))
          .containsExactly("axis-too-narrow", "wrong-quantity", "unknown-pipeline");
      assertThat(dead)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.SPECTRA))
          .containsOnly("7");
      assertThat(TestTopology.header(dead.get(2), DeadLetters.MESSAGE))
          .contains("nowhere", "scored", "survey");
      assertThat(topology.counter("spectra.in", "pipeline", "scored")).isEqualTo(14);
      assertThat(topology.counter("spectra.in", "pipeline", "unknown")).isEqualTo(7);
      assertThat(
              topology.counter(
                  "spectra.rejected", "pipeline", "scored", "reason", "wrong-quantity"))
          .isEqualTo(7);
      assertThat(dead)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.IMAGE))
          .containsOnly("img");
      assertThat(dead)
          .extracting(letter -> TestTopology.header(letter, DeadLetters.PIPELINE))
          .containsExactly("scored", "scored", "nowhere");
    }
  }

  @Test
  void shouldNotBlameTheRecordForAFailingEngine() {
    RawBlock block = TestModels.line("scored", "img", 40, 3, 0, 1, 3);
    try (TestTopology topology = topology("engine")) {
      topology.send(block);
      assertThat(topology.pool.isUp()).isTrue();
      topology.pool.close(); // its engines are gone under the processor's feet
      assertThatThrownBy(() -> topology.send(block)).hasRootCauseInstanceOf(EngineException.class);
      assertThat(topology.deadLetters()).isEmpty();
      assertThat(topology.pool.isUp()).isFalse();
      assertThat(topology.pool.state()).contains("closed");
    }
  }

  @Test
  void shouldScoreSpectraThatBelongToNoImage() {
    RawBlock line = TestModels.line("scored", "img", 40, 3, 0, 0, 3);
    RawBlock loose =
        new RawBlock("scored", "", Optional.empty(), 12, line.spectra(), "one", false, 0);
    try (TestTopology topology = topology("loose")) {
      topology.send(loose);
      TestRecord<byte[], byte[]> result = topology.resultRecords().get(0);
      assertThat(new String(result.key(), StandardCharsets.UTF_8)).isEqualTo("scored");
      assertThat(topology.statuses()).isEmpty();
    }
  }
}
