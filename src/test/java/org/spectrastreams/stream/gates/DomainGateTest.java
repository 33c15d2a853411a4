package org.spectrastreams.stream.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;

/** What a result says of spectra inside and outside the domain of a shipped model. */
class DomainGateTest {
  @Test
  void shouldNotJudgeSpectraThatADetectorRepeats() throws Exception {
    SpectrumBlock measured;
    try (SpectrumSource source = Samples.open("cartilage")) {
      measured = source.next(20);
    }
    int points = measured.axis().size();
    float[] values = measured.intensities().clone();
    for (int i = 3; i < 11; i++) { // 2 to 10 are the same, 13 to 19 too: 7 of them
      System.arraycopy(values, 2 * points, values, i * points, points);
    }
    for (int i = 14; i < 20; i++) {
      System.arraycopy(values, 13 * points, values, i * points, points);
    }
    ResultView result = score(measured, values);
    for (int i = 0; i < 20; i++) {
      Optional<NotJudgedReason> reason = result.outcomes().notJudged(i);
      if (i >= 2 && i <= 10) {
        assertThat(reason).contains(FrozenGate.FROZEN);
        assertThat(result.predictedClass(i)).isEqualTo(Sentinels.NO_CLASS);
      } else {
        assertThat(reason).isNotEqualTo(Optional.of(FrozenGate.FROZEN));
      }
    }
  }

  @Test
  void shouldJudgeTissueAndNothingElse() throws Exception {
    SpectrumBlock measured;
    try (SpectrumSource source = Samples.open("cartilage")) {
      measured = source.next(4);
    }
    int points = measured.axis().size();
    float[] values = measured.intensities().clone();
    for (int j = 0; j < points; j++) {
      values[points + j] = measured.intensities()[2 * points - 1 - j]; // turned round
      values[2 * points + j] = 10_000 - measured.intensities()[2 * points + j]; // upside down
    }
    ResultView result = score(measured, values);
    for (int i : new int[] {0, 3}) {
      assertThat(result.outcomes().isJudged(i)).isTrue();
      assertThat(result.outcomes().fit(i)).isBetween(0f, 1f);
      assertThat(result.predictedClass(i)).isNotEqualTo(Sentinels.NO_CLASS);
      assertThat(result.context(i)).isNotEqualTo(Sentinels.NO_CONTEXT);
    }
    for (int i : new int[] {1, 2}) {
      assertThat(result.outcomes().notJudged(i)).contains(NotJudgedReason.OUTSIDE_DOMAIN);
      assertThat(result.outcomes().fit(i)).isGreaterThan(1);
      assertThat(result.predictedClass(i)).isEqualTo(Sentinels.NO_CLASS);
      assertThat(result.context(i)).isEqualTo(Sentinels.NO_CONTEXT);
      assertThat(result.limeBands(i)).isEmpty();
      assertThat(result.contradicts(i)).isFalse();
    }
  }

  /** The same places with other values. */
  private static ResultView score(SpectrumBlock measured, float[] values) throws Exception {
    SpectrumBlock block =
        new SpectrumBlock(measured.axis(), measured.quantity(), measured.x(), measured.y(), values);
    LoadedPipeline pipeline =
        LoadedPipeline.load(
            Pipelines.read(Path.of("streams/cartilage.yaml")),
            new ModelStore(Path.of("model-store")));
    try (BlockScorer scorer = BlockScorer.open(pipeline, Device.CPU)) {
      return ResultView.of(
          scorer.score(
              new RawBlock("cartilage", "", Optional.empty(), 0, block, "test", false, 0),
              BlockScorer.Place.NONE));
    }
  }
}
