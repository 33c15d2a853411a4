package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

class OnnxEngineTest {
  private static final int POINTS = 201;
  private static final int CLASSES = 3;
  private static final int MEMBERS = 3;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, POINTS);
  private static final byte[] ONNX = RandomModels.graph(AXIS, CLASSES, MEMBERS, 1);
  private static final GraphContract CONTRACT = GraphContract.ofEnsemble(POINTS, MEMBERS, CLASSES);
  private static final int COUNT = 2 * OnnxEngine.CPU_SLICE + 7;
  private static final float[] SPECTRA = RandomModels.spectra(COUNT, POINTS, 4);

  private static OnnxEngine open(Device device) {
    return OnnxEngine.open(ONNX, CONTRACT, device, 1);
  }

  /** All numbers of one batch, for comparison bit by bit. */
  private static List<Object> numbers(EnsembleScores scores) {
    int count = scores.count();
    return List.of(
        Arrays.hashCode(Arrays.copyOf(scores.memberProbabilities(), count * MEMBERS * CLASSES)),
        Arrays.hashCode(Arrays.copyOf(scores.activationMap(), count * POINTS)),
        Arrays.hashCode(Arrays.copyOf(scores.predicted(), count)));
  }

  @Test
  void shouldGiveTheSameBytesForTheSameBatchOnManyThreads() throws Exception {
    int threads = 3;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<List<Object>> work =
          () -> {
            try (ScoringEngine engine = open(Device.CPU)) {
              EnsembleScores scores = engine.newScores();
              together.await(60, TimeUnit.SECONDS);
              List<Object> first = null;
              for (int round = 0; round < 5; round++) {
                engine.score(SPECTRA, COUNT, scores);
                if (first == null) {
                  first = numbers(scores);
                }
                assertThat(numbers(scores)).isEqualTo(first);
              }
              return first;
            }
          };
      List<Future<List<Object>>> answers = pool.invokeAll(List.of(work, work, work));
      assertThat(answers.get(1).get()).isEqualTo(answers.get(0).get());
      assertThat(answers.get(2).get()).isEqualTo(answers.get(0).get());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void shouldScoreWithoutMapsAsWithThem() {
    try (ScoringEngine engine = open(Device.CPU)) {
      EnsembleScores whole = engine.newScores();
      EnsembleScores part = engine.newScoresWithoutMaps();
      engine.score(SPECTRA, COUNT, whole);
      engine.score(SPECTRA, COUNT, part);
      assertThat(part.hasMaps()).isFalse();
      assertThat(part.activationMap()).isEmpty();
      assertThat(part.count()).isEqualTo(COUNT);
      assertThat(Arrays.copyOf(part.memberProbabilities(), COUNT * MEMBERS * CLASSES))
          .isEqualTo(Arrays.copyOf(whole.memberProbabilities(), COUNT * MEMBERS * CLASSES));
      assertThat(Arrays.copyOf(part.predicted(), COUNT))
          .isEqualTo(Arrays.copyOf(whole.predicted(), COUNT));

      List<Object> before = numbers(whole);
      engine.score(SPECTRA, COUNT, whole);
      assertThat(numbers(whole)).isEqualTo(before);
    }
  }

  @Test
  void shouldScoreOnSeveralThreadsAsOnOne() {
    int count = 3 * COUNT;
    float[] spectra = RandomModels.spectra(count, POINTS, 5);
    try (ScoringEngine one = open(Device.CPU);
        ScoringEngine several = OnnxEngine.open(ONNX, CONTRACT, Device.CPU, 3)) {
      EnsembleScores expected = one.newScores();
      one.score(spectra, count, expected);
      EnsembleScores found = several.newScores();
      for (int round = 0; round < 5; round++) {
        several.score(spectra, count, found);
        assertThat(numbers(found)).isEqualTo(numbers(expected));
      }
      assertThat(several.threads()).isEqualTo(3);
    }
  }

  @Test
  void shouldRefuseAPartThatTheGraphDoesNotHave() {
    assertThatThrownBy(() -> OnnxPart.of(new byte[] {1, 2, 3}, List.of("predicted")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> OnnxPart.of(ONNX, List.of("predicted", "nothing")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void shouldScoreASpectrumAloneAsInABatch() {
    try (ScoringEngine engine = open(Device.CPU)) {
      EnsembleScores batch = engine.newScores();
      engine.score(SPECTRA, COUNT, batch);
      assertThat(batch.count()).isEqualTo(COUNT);
      EnsembleScores single = engine.newScores();
      for (int n = 0; n < COUNT; n += 9) {
        engine.score(Arrays.copyOfRange(SPECTRA, n * POINTS, (n + 1) * POINTS), 1, single);
        assertThat(single.predicted()[0]).isEqualTo(batch.predicted()[n]);
        for (int i = 0; i < MEMBERS * CLASSES; i++) {
          assertThat(single.memberProbabilities()[i])
              .isCloseTo(batch.memberProbabilities()[n * MEMBERS * CLASSES + i], within(1e-6f));
        }
      }
    }
  }

  @Test
  void shouldAllocateNextToNothingForASpectrum() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int slices = 8;
    int count = slices * OnnxEngine.CPU_SLICE;
    float[] spectra = RandomModels.spectra(count, POINTS, 5);
    try (ScoringEngine engine = open(Device.CPU)) {
      EnsembleScores scores = engine.newScores();
      for (int warm = 0; warm < 20; warm++) {
        engine.score(spectra, count, scores);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      int rounds = 10;
      for (int round = 0; round < rounds; round++) {
        engine.score(spectra, count, scores);
      }
      double bytes =
          (threads.getCurrentThreadAllocatedBytes() - before) / (double) (rounds * count);
      // A slice costs ONNX Runtime's Java layer some objects, about 700 bytes; a spectrum nothing.
      assertThat(bytes).isLessThan(100);
    }
  }

  @Test
  void shouldOpenLargeEnsemblesFromThreadsWithSmallStacks() throws Exception {
    byte[] onnx = RandomModels.graph(RandomModels.TISSUE_AXIS, 4, 20, 1);
    FutureTask<Integer> task =
        new FutureTask<>(
            () -> {
              try (ScoringEngine engine =
                  OnnxEngine.open(onnx, GraphContract.ofEnsemble(801, 20, 4), Device.CPU, 1)) {
                EnsembleScores scores = engine.newScores();
                engine.score(RandomModels.spectra(1, 801, 1), 1, scores);
                return scores.count();
              }
            });
    Thread thread = new Thread(null, task, "small-stack", 256 << 10);
    thread.start();
    assertThat(task.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    thread.join();
  }

  @Test
  void shouldRefuseWorkAfterCloseAndCloseTwice() {
    ScoringEngine engine = open(Device.CPU);
    EnsembleScores scores = engine.newScores();
    engine.score(SPECTRA, 3, scores);
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.score(SPECTRA, 3, scores))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void shouldRefuseBatchesThatDoNotFit() {
    try (ScoringEngine engine = open(Device.CPU)) {
      EnsembleScores scores = engine.newScores();
      assertThatThrownBy(() -> engine.score(SPECTRA, COUNT + 1, scores))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("batch of " + (COUNT + 1));
      assertThatThrownBy(() -> engine.score(SPECTRA, 0, scores))
          .isInstanceOf(EngineException.class);
      assertThatThrownBy(() -> engine.score(SPECTRA, 1, new EnsembleScores(1, CLASSES, POINTS)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("newScores");
    }
    assertThatThrownBy(() -> OnnxEngine.open(ONNX, CONTRACT, Device.CPU, 0))
        .hasMessageContaining("0 threads");
    assertThatThrownBy(() -> OnnxEngine.open(new byte[] {1, 2, 3}, CONTRACT, Device.CPU, 1))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void shouldSayWhatIsMissingForACardAndFallBackWithAuto() {
    assumeThat(OrtEnvironment.getAvailableProviders())
        .as("a build without the CUDA provider")
        .doesNotContain(OrtProvider.CUDA);
    assertThatThrownBy(() -> open(Device.parse("cuda:0")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("-Pgpu");
    EnsembleScores onCpu;
    try (ScoringEngine engine = open(Device.CPU)) {
      onCpu = engine.newScores();
      engine.score(SPECTRA, COUNT, onCpu);
    }
    try (ScoringEngine engine = open(Device.parse("auto"))) {
      EnsembleScores scores = engine.newScores();
      engine.score(SPECTRA, COUNT, scores);
      assertThat(numbers(scores)).isEqualTo(numbers(onCpu));
    }
  }

  @Test
  void shouldReadDevices() {
    for (String text : List.of("cpu", "auto", "cuda:0", "cuda:11")) {
      assertThat(Device.parse(text)).hasToString(text);
    }
    for (String text : List.of("", "gpu", "cuda", "cuda:", "cuda:-1", "CPU", "cuda:1x")) {
      assertThatThrownBy(() -> Device.parse(text)).hasMessageContaining("expected cpu, cuda:N");
    }
  }

  @Test
  void shouldReadSeveralCardsAndNothingElseBesides() {
    assertThat(Device.parseAll("cuda:0,cuda:3"))
        .extracting(Device::toString)
        .containsExactly("cuda:0", "cuda:3");
    assertThat(Device.parseAll("auto")).extracting(Device::toString).containsExactly("auto");
    assertThat(Device.parse("cuda:2,cuda:0")).hasToString("cuda:2");
    for (String text : List.of("cuda:0,cpu", "auto,cuda:0", "cuda:0,cuda:0")) {
      assertThatThrownBy(() -> Device.parseAll(text)).hasMessageContaining("cards alone");
    }
    assertThatThrownBy(() -> Device.parseAll("cuda:0,")).hasMessageContaining("expected cpu");
  }
}
