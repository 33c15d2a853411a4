package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/** What every host of engines promises, whatever its engines share. */
class EngineHostIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final int THREADS = 4;
  private static final int SPECTRA = 9;

  @TempDir static Path folder;
  private static ModelPackage model;

  @BeforeAll
  static void write() throws IOException {
    model =
        RandomModels.write(
            folder, new ModelId("untrained", "1.0.0"), AXIS, List.of("a", "b", "c"), 2);
  }

  private static EngineHost host() {
    return EngineHost.on(Device.CPU);
  }

  /** Counts the sessions of a real model. */
  private static final class Counted implements HostedModel {
    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public String digest() {
      return model.digest();
    }

    @Override
    public ScoringEngine openEngine(Device device, int threads) {
      opened.incrementAndGet();
      return model.openEngine(device, threads);
    }

    @Override
    public ExplainerEngine openExplainer(Device device, int threads) {
      return model.openExplainer(device, threads);
    }

    @Override
    public HostedModel.Graph ensemble() {
      return model.ensemble();
    }

    @Override
    public boolean hasExplainer() {
      return model.hasExplainer();
    }

    @Override
    public HostedModel.Graph explainer() {
      return model.explainer();
    }

    @Override
    public void prove(ScoringEngine engine, Precision precision) {
      model.prove(engine, precision);
    }
  }

  private static float[] spectra(int thread) {
    return RandomModels.spectra(SPECTRA + thread, AXIS.size(), 50 + thread);
  }

  private static float[] score(ScoringEngine engine, int thread) {
    EnsembleScores scores = engine.newScores();
    engine.score(spectra(thread), SPECTRA + thread, scores);
    return Arrays.copyOf(
        scores.memberProbabilities(), (SPECTRA + thread) * scores.members() * scores.classes());
  }

  @Test
  void shouldGiveEveryThreadTheAnswersOfItsOwnBatchToTheBit() throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (EngineHost host = host();
        ScoringEngine alone = model.openEngine(Device.CPU, 1)) {
      List<Callable<float[]>> work = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        work.add(
            () -> {
              try (ScoringEngine engine = host.scoring(model, 1)) {
                together.await();
                return score(engine, thread);
              }
            });
      }
      List<Future<float[]>> answers = threads.invokeAll(work);
      for (int t = 0; t < THREADS; t++) {
        assertThat(answers.get(t).get()).isEqualTo(score(alone, t));
      }
      assertThat(host.engines()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldLeaveTheOthersAtWorkWhenOneEngineIsClosed() {
    try (EngineHost host = host();
        ScoringEngine stays = host.scoring(model, 1)) {
      float[] before = score(stays, 0);
      host.scoring(model, 1).close();
      assertThat(score(stays, 0)).isEqualTo(before);
      assertThat(host.engines()).isEqualTo(1);
    }
  }

  @Test
  void shouldGiveWhatWasPreparedToTheFirstThatAsks() {
    Counted counted = new Counted();
    try (EngineHost host = host()) {
      host.prepare(counted);
      host.prepare(counted);
      assertThat(counted.opened).hasValue(1);
      ScoringEngine first = host.scoring(counted, 1);
      assertThat(counted.opened).hasValue(1);
      assertThat(score(first, 0)).isNotEmpty();
    }
  }

  @Test
  void shouldLetGoOfWhatWasPreparedAndIsUsedNoMore() {
    Counted counted = new Counted();
    try (EngineHost host = host()) {
      host.prepare(counted);
      host.release(counted.digest()::equals);
      host.scoring(counted, 1).close();
      assertThat(counted.opened).as("it was kept").hasValue(1);
      host.prepare(counted);
      assertThat(counted.opened).hasValue(2);
      host.release(digest -> false);
      host.scoring(counted, 1).close();
      assertThat(counted.opened).as("it was let go").hasValue(3);
    }
  }

  @Test
  void shouldCloseWhatWasNotGivenBackAndRefuseWhatComesLater() {
    EngineHost host = host();
    host.prepare(model);
    ScoringEngine left = host.scoring(model, 1);
    ScoringEngine other = host.scoring(model, 1);
    host.close();
    assertThat(host.engines()).isZero();
    assertThatThrownBy(() -> score(left, 0)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> score(other, 0)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> host.scoring(model, 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> host.prepare(model)).isInstanceOf(EngineException.class);
    host.close();
  }

  @Test
  void shouldKeepNothingOfAModelThatHasNoExplainer() {
    try (EngineHost host = host()) {
      assertThatThrownBy(() -> host.explaining(model, 1)).isInstanceOf(EngineException.class);
      assertThat(host.engines()).isZero();
    }
  }
}
