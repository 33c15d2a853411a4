package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
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

/** The host of a card, with the processor in the place of the card: slow, or failing. */
class SharedSessionsIT {
  private static final int THREADS = 16;
  private static final int FEW = 4;
  private static final int BLOCKS = 12;
  private static final int MOST = 256;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 150);
  private static final DeviceSettings SETTINGS =
      new DeviceSettings(128, 1, 3, 0, Precision.FLOAT32);

  @TempDir static Path folder;
  private static final List<ModelPackage> MODELS = new ArrayList<>();

  @BeforeAll
  static void write() throws IOException {
    for (String name : List.of("one", "two", "three")) {
      MODELS.add(
          RandomModels.write(folder, new ModelId(name, "1.0.0"), AXIS, List.of("a", "b", "c"), 2));
    }
  }

  private static EngineHost host(SlowDevice device, Optional<EngineHost> substitute) {
    return new SharedSessions(new Device(Device.Kind.CUDA, 0), device, SETTINGS, substitute);
  }

  private static float[] score(ScoringEngine engine, int count, long seed, boolean maps) {
    EnsembleScores scores = maps ? engine.newScores() : engine.newScoresWithoutMaps();
    engine.score(RandomModels.spectra(count, AXIS.size(), seed), count, scores);
    float[] all = Arrays.copyOf(scores.memberProbabilities(), count * 2 * 3 + count + count * 150);
    for (int i = 0; i < count; i++) {
      all[count * 6 + i] = scores.predicted()[i];
    }
    if (maps) {
      System.arraycopy(scores.activationMap(), 0, all, count * 7, count * AXIS.size());
    } else {
      Arrays.fill(all, count * 7, all.length, 0);
    }
    return all;
  }

  /** What one thread of the stress does: blocks of changing sizes, of changing models. */
  private static List<float[]> blocks(EngineHost host, int thread) {
    Random random = new Random(thread);
    List<float[]> answers = new ArrayList<>();
    List<ScoringEngine> engines = new ArrayList<>();
    MODELS.forEach(model -> engines.add(host.scoring(model, 1)));
    for (int block = 0; block < BLOCKS; block++) {
      int count = 1 + random.nextInt(MOST);
      ScoringEngine engine = engines.get(random.nextInt(engines.size()));
      answers.add(score(engine, count, thread * 100L + block, random.nextBoolean()));
    }
    engines.forEach(ScoringEngine::close);
    return answers;
  }

  /** The answers to threads that begin at once, as soon as {@code first} was done. */
  private static List<List<float[]>> together(EngineHost host, int count, Runnable first)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CyclicBarrier barrier = new CyclicBarrier(count, first);
      List<Callable<List<float[]>>> work = new ArrayList<>();
      for (int t = 0; t < count; t++) {
        int thread = t;
        work.add(
            () -> {
              barrier.await();
              return blocks(host, thread);
            });
      }
      List<List<float[]>> answers = new ArrayList<>();
      for (Future<List<float[]>> answer : threads.invokeAll(work)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldGiveSixteenThreadsTheAnswersOfOneToTheBit() throws Exception {
    SlowDevice device = new SlowDevice();
    List<List<float[]>> alone = new ArrayList<>();
    try (EngineHost host = host(new SlowDevice(), Optional.empty())) {
      MODELS.forEach(host::prepare);
      for (int thread = 0; thread < THREADS; thread++) {
        alone.add(blocks(host, thread));
      }
    }
    try (EngineHost host = host(device, Optional.empty())) {
      List<List<float[]>> answers = together(host, THREADS, () -> {});
      for (int t = 0; t < THREADS; t++) {
        assertThat(answers.get(t).toArray(float[][]::new))
            .isDeepEqualTo(alone.get(t).toArray(float[][]::new));
      }
      assertThat(host.engines()).isZero();
      assertThat(device.mostAtOnce.get())
          .as("runs of six graphs")
          .isBetween(1, 6 * SETTINGS.runs());
    }
  }

  @Test
  void shouldAgreeWithSessionsOfTheirOwn() {
    try (EngineHost host = host(new SlowDevice(), Optional.empty());
        ScoringEngine joined = host.scoring(MODELS.get(0), 1);
        ScoringEngine own = MODELS.get(0).openEngine(Device.CPU, 1)) {
      float[] expected = score(own, 70, 3, true);
      float[] found = score(joined, 70, 3, true);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  @Test
  void shouldJoinWhatSeveralThreadsAskForAtTheSameTime() throws Exception {
    SlowDevice device = new SlowDevice();
    DeviceSettings patient = new DeviceSettings(THREADS, 1_000, 1, 0, Precision.FLOAT32);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (EngineHost host =
        new SharedSessions(new Device(Device.Kind.CUDA, 0), device, patient, Optional.empty())) {
      host.prepare(MODELS.get(0));
      int before = device.runs.get();
      List<Callable<float[]>> work = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        work.add(
            () -> {
              try (ScoringEngine engine = host.scoring(MODELS.get(0), 1)) {
                return score(engine, 1, thread, true);
              }
            });
      }
      for (Future<float[]> answer : threads.invokeAll(work)) {
        assertThat(answer.get()).hasSize(7 + AXIS.size());
      }
      assertThat(device.runs.get() - before).as("runs for sixteen threads").isLessThan(THREADS);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldGoOnByTheProcessorAndSayWhyWhenTheDeviceIsLost() {
    SlowDevice device = new SlowDevice();
    try (EngineHost host = host(device, Optional.of(EngineHost.on(Device.CPU)));
        ScoringEngine engine = host.scoring(MODELS.get(0), 1);
        ScoringEngine own = MODELS.get(0).openEngine(Device.CPU, 1)) {
      score(engine, 5, 1, true);
      assertThat(host.trouble()).isEmpty();
      device.lost = true;

      assertThat(score(engine, 40, 2, true)).isEqualTo(score(own, 40, 2, true));
      assertThat(host.trouble().orElseThrow()).contains("cuda:0", "cpu", "fell off the bus");
    }
  }

  private static void shouldBeNear(float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void shouldRunWithFewerSpectraWhereTheCardHasNoRoomForAsMany() {
    SlowDevice device = new SlowDevice();
    device.room = 20;
    try (EngineHost host = host(device, Optional.of(new OwnSessions(Device.CPU)));
        EngineHost small =
            new SharedSessions(
                new Device(Device.Kind.CUDA, 0),
                new SlowDevice(),
                SETTINGS.withBatch(16),
                Optional.empty());
        ScoringEngine engine = host.scoring(MODELS.get(0), 1);
        ScoringEngine expected = small.scoring(MODELS.get(0), 1)) {
      host.prepare(MODELS.get(0));
      assertThat(score(engine, 40, 2, true)).isEqualTo(score(expected, 40, 2, true));
      device.room = 3;
      shouldBeNear(score(engine, 40, 2, true), score(expected, 40, 2, true));
      assertThat(host.trouble()).as("the card is not given up").isEmpty();

      device.room = 0;
      shouldBeNear(score(engine, 40, 2, true), score(expected, 40, 2, true));
      assertThat(host.trouble().orElseThrow()).contains("cuda:0", "Failed to allocate memory");
    }
  }

  /** What waits for a graph that is opened again with smaller runs is computed by that one. */
  @Test
  void shouldLoseNoBatchOfAnyThreadWhileRunsAreMadeSmaller() throws Exception {
    SlowDevice device = new SlowDevice();
    try (EngineHost host = host(device, Optional.empty());
        EngineHost whole = host(new SlowDevice(), Optional.empty())) {
      MODELS.forEach(host::prepare);
      List<List<float[]>> answers = together(host, FEW, () -> device.room = 50);
      for (int t = 0; t < FEW; t++) {
        List<float[]> expected = blocks(whole, t);
        for (int block = 0; block < BLOCKS; block++) {
          shouldBeNear(answers.get(t).get(block), expected.get(block));
        }
      }
      assertThat(host.engines()).isZero();
    }
  }

  @Test
  void shouldFailTheBatchWhereNobodyTakesOver() {
    SlowDevice device = new SlowDevice();
    try (EngineHost host = host(device, Optional.empty());
        ScoringEngine engine = host.scoring(MODELS.get(0), 1)) {
      score(engine, 5, 1, true);
      device.lost = true;
      assertThatThrownBy(() -> score(engine, 5, 1, true))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("fell off the bus");
      device.lost = false;
      assertThat(score(engine, 5, 1, true)).isNotEmpty();
    }
  }

  @Test
  void shouldRefuseEnginesOnceItIsClosed() {
    EngineHost host = host(new SlowDevice(), Optional.empty());
    ScoringEngine engine = host.scoring(MODELS.get(0), 1);
    score(engine, 5, 1, true);
    host.close();
    assertThatThrownBy(() -> score(engine, 5, 1, true)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> host.scoring(MODELS.get(0), 1)).isInstanceOf(EngineException.class);
  }
}
