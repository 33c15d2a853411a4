package org.spectrastreams.train.contexts;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.data.ExplainedPixels;

/** Many spectra scored, or explained by stable LIME on all threads, which does not change them. */
public final class SampledExplanations {
  private static final int BATCH = 256;

  private SampledExplanations() {}

  /** The class that the ensemble predicts for each spectrum. */
  public static int[] predicted(ModelPackage model, ExplainedPixels pixels) {
    int points = pixels.points();
    int[] found = new int[pixels.count()];
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScoresWithoutMaps();
      for (int from = 0; from < found.length; from += BATCH) {
        int count = Math.min(BATCH, found.length - from);
        float[] batch =
            Arrays.copyOfRange(pixels.prepared(), from * points, (from + count) * points);
        engine.score(batch, count, scores);
        System.arraycopy(scores.predicted(), 0, found, from, count);
      }
    }
    return found;
  }

  /** Explains one row with an explainer of the calling thread. */
  public interface OneRow {
    void explain(StableLime lime, int row);
  }

  /** Explains rows on all threads; rows in steps of {@code threads}, so none waits long. */
  public static void explainAll(
      ModelPackage model,
      LimeBackground background,
      double spacing,
      int threads,
      int rows,
      OneRow task) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> parts =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  part ->
                      pool.submit(
                          () -> {
                            try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
                              StableLime lime = new StableLime(engine, model, background, spacing);
                              for (int row = part; row < rows; row += threads) {
                                task.explain(lime, row);
                              }
                            }
                          }))
              .toList();
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while explaining spectra", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("explaining spectra failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
