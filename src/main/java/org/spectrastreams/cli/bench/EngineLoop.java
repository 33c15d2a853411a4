package org.spectrastreams.cli.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * The bare engine in a loop: prepared spectra, one engine a thread, nothing of Kafka. What the
 * service is measured against.
 */
final class EngineLoop {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * One measurement.
   *
   * @param spectra scored by all threads
   * @param spectraPerSecond summed over the threads
   * @param bytesPerSpectrum allocated by them
   * @param times where the processors' time went
   */
  record Round(
      long spectra, double spectraPerSecond, double bytesPerSpectrum, ProcessorTimes times) {}

  /** What one thread did. */
  private record Loop(long spectra, double seconds, long bytes) {}

  private final ModelPackage model;
  private final EngineHost host;
  private final int threads;
  private final int batch;
  private final float[] prepared;

  /**
   * A loop that has opened nothing.
   *
   * @param host of the engines; the caller's to close
   * @param batch spectra of one call
   */
  EngineLoop(ModelPackage model, EngineHost host, int threads, int batch)
      throws IOException, UnusableSpectrumException {
    this.model = model;
    this.host = host;
    this.threads = threads;
    this.batch = batch;
    this.prepared = prepare(model, batch);
  }

  /** One batch of simulated spectra after the model's preprocessing. */
  private static float[] prepare(ModelPackage model, int batch)
      throws IOException, UnusableSpectrumException {
    TissuePhantom phantom =
        new TissuePhantom(
            new PhantomSettings(batch, 64, 20_261, 20_261, TissueClass.CANCEROUS, 0, 0));
    int points = model.axis().size();
    float[] prepared = new float[batch * points];
    try (SpectrumSource source = phantom.open()) {
      Preprocessor preprocessor =
          Preprocessor.compile(model.preprocessing(), source.axis(), source.quantity());
      SpectrumBlock block = source.next(batch);
      for (int i = 0; i < batch; i++) {
        preprocessor.apply(block.intensities(), i * source.axis().size(), prepared, i * points);
      }
    }
    return prepared;
  }

  /**
   * Scores for a while.
   *
   * @param maps whether activation maps are computed, too
   */
  Round run(double seconds, boolean maps) throws InterruptedException, ExecutionException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, Worker.ENGINE_LOOP + number.getAndIncrement()));
    try {
      CyclicBarrier ready = new CyclicBarrier(threads + 1);
      CyclicBarrier done = new CyclicBarrier(threads + 1);
      List<Future<Loop>> loops = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        loops.add(executor.submit(() -> loop(seconds, maps, ready, done)));
      }
      await(ready, loops);
      ProcessorTimes.Moment start = ProcessorTimes.now(Worker.ENGINE_LOOP);
      await(done, loops);
      ProcessorTimes times = start.untilNow();
      double rate = 0;
      long bytes = 0;
      long spectra = 0;
      for (Future<Loop> found : loops) {
        Loop loop = found.get();
        rate += loop.spectra() / loop.seconds();
        spectra += loop.spectra();
        bytes += loop.bytes();
      }
      return new Round(spectra, rate, bytes / (double) spectra, times);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Waits for all threads; where one has failed, its failure is told. */
  private static void await(CyclicBarrier barrier, List<Future<Loop>> loops)
      throws InterruptedException, ExecutionException {
    try {
      barrier.await();
    } catch (BrokenBarrierException broken) {
      for (Future<Loop> loop : loops) {
        loop.get();
      }
      throw new IllegalStateException("a thread did not come", broken);
    }
  }

  private Loop loop(double seconds, boolean maps, CyclicBarrier ready, CyclicBarrier done)
      throws Exception {
    try (ScoringEngine engine = host.scoring(model, 1)) {
      EnsembleScores scores = maps ? engine.newScores() : engine.newScoresWithoutMaps();
      engine.score(prepared, batch, scores);
      ready.await();
      long thread = Thread.currentThread().getId();
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      long spectra = 0;
      long now = start;
      while (now < end) {
        engine.score(prepared, batch, scores);
        spectra += batch;
        now = System.nanoTime();
      }
      long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
      done.await(); // a thread that has ended has no processor time any more
      return new Loop(spectra, (now - start) / 1e9, allocated);
    } catch (Exception e) {
      ready.reset();
      done.reset();
      throw e;
    }
  }
}
