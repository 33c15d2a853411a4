package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** Several cards, with the processor in the place of each. */
class SeveralCardsIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 150);
  private static final DeviceSettings SETTINGS = new DeviceSettings(64, 1, 2, 0, Precision.FLOAT32);

  @TempDir static Path folder;
  private static ModelPackage model;

  private final SlowDevice first = new SlowDevice();
  private final SlowDevice second = new SlowDevice();

  @BeforeAll
  static void write() throws IOException {
    model = RandomModels.write(folder, new ModelId("one", "1.0.0"), AXIS, List.of("a", "b"), 2);
  }

  private EngineHost host() {
    return new SeveralCards(
        Device.parseAll("cuda:0,cuda:1"),
        (card, others) ->
            new SharedSessions(card, card.index() == 0 ? first : second, SETTINGS, others));
  }

  private static float[] score(ScoringEngine engine, int count, long seed) {
    EnsembleScores scores = engine.newScores();
    engine.score(RandomModels.spectra(count, AXIS.size(), seed), count, scores);
    float[] all = Arrays.copyOf(scores.memberProbabilities(), count * 4 + count * AXIS.size());
    System.arraycopy(scores.activationMap(), 0, all, count * 4, count * AXIS.size());
    return all;
  }

  @Test
  void shouldShareThreadsAmongTheCardsAndGiveTheAnswersOfOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (EngineHost host = host()) {
      host.prepare(model);
      List<Callable<float[]>> work = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int block = t;
        work.add(
            () -> {
              try (ScoringEngine engine = host.scoring(model, 1)) {
                return score(engine, 10 + 30 * block, block);
              }
            });
      }
      int before = first.runs.get();
      List<Future<float[]>> answers = threads.invokeAll(work);
      try (ScoringEngine alone = host.scoring(model, 1)) {
        for (int t = 0; t < 8; t++) {
          assertThat(answers.get(t).get()).isEqualTo(score(alone, 10 + 30 * t, t));
        }
      }
      assertThat(first.runs.get()).isGreaterThan(before);
      assertThat(second.runs.get()).as("beside its first run").isGreaterThan(1);
      assertThat(host.engines()).isZero();
      assertThat(host.trouble()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldGoOnByTheOtherCardWhenOneIsLost() {
    try (EngineHost host = host();
        ScoringEngine onFirst = host.scoring(model, 1);
        ScoringEngine onSecond = host.scoring(model, 1)) {
      float[] expected = score(onSecond, 100, 7);
      assertThat(score(onFirst, 100, 7)).isEqualTo(expected);
      first.lost = true;

      assertThat(score(onFirst, 100, 7)).isEqualTo(expected);
      assertThat(host.trouble().orElseThrow())
          .contains("cuda:0 failed, computing on cuda:1", "fell off the bus");
      int before = second.runs.get();
      try (ScoringEngine later = host.scoring(model, 1)) {
        assertThat(score(later, 100, 7)).isEqualTo(expected);
      }
      assertThat(second.runs.get()).isGreaterThan(before);
    }
  }

  @Test
  void shouldTryTheLastCardAgainForEveryBatch() {
    try (EngineHost host = host();
        ScoringEngine onFirst = host.scoring(model, 1);
        ScoringEngine onSecond = host.scoring(model, 1)) {
      float[] expected = score(onSecond, 20, 7);
      first.lost = true;
      second.lost = true;
      assertThatThrownBy(() -> score(onFirst, 20, 7)).isInstanceOf(EngineException.class);
      assertThatThrownBy(() -> score(onSecond, 20, 7))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("fell off the bus");
      second.lost = false;

      assertThat(score(onFirst, 20, 7)).isEqualTo(expected);
      assertThat(score(onSecond, 20, 7)).isEqualTo(expected);
    }
  }
}
