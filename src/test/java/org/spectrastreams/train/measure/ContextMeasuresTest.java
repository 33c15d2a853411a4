package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.contexts.ContextBuilder;
import org.spectrastreams.train.data.ExplainedPixels;

/** What contexts are said to be worth, on spectra whose place is known beforehand. */
class ContextMeasuresTest {
  private static final int POINTS = 20;

  /** Rows of four kinds, each at a place of its own: one class, two routes to another, necrosis. */
  private static ExplainedPixels pixels(int[] kinds, int[] weak) {
    int[] truth = Arrays.stream(kinds).map(kind -> kind == 3 ? -1 : Math.min(1, kind)).toArray();
    int[] routes = Arrays.stream(kinds).map(kind -> kind == 3 ? -1 : kind).toArray();
    boolean[] necrosis = new boolean[kinds.length];
    float[] prepared = new float[kinds.length * POINTS];
    for (int n = 0; n < kinds.length; n++) {
      necrosis[n] = kinds[n] == 3;
      for (int i = 0; i < POINTS; i++) {
        prepared[n * POINTS + i] = (float) Math.sin(i * (1 + kinds[n]));
      }
    }
    return new ExplainedPixels(POINTS, prepared, weak, truth, routes, necrosis);
  }

  private static float[] places(int[] kinds) {
    float[] places = new float[2 * kinds.length];
    for (int n = 0; n < kinds.length; n++) {
      places[2 * n] = 10 * kinds[n];
      places[2 * n + 1] = 0.01f * (n % 3);
    }
    return places;
  }

  private static ContextMeasures measure(int contexts) {
    int[] kinds = new int[40];
    Arrays.setAll(kinds, n -> n % 4);
    int[] predicted = Arrays.stream(kinds).map(kind -> Math.min(1, kind)).toArray();
    ExplainedPixels training = pixels(kinds, predicted);
    float[] weights = new float[training.prepared().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % POINTS;
    }
    Contexts grouped =
        new ContextBuilder(
                SpectralAxis.uniform(1000, 4, POINTS),
                List.of("one", "other"),
                training.prepared(),
                weights,
                predicted,
                places(kinds),
                2,
                places(kinds),
                places(kinds))
            .group(contexts, "cp", 0.2, 1);
    int[] weak = new int[kinds.length];
    Arrays.fill(weak, 1); // false for every row of kind 0
    return ContextMeasures.of(
        grouped, training, predicted, places(kinds), pixels(kinds, weak), predicted, places(kinds));
  }

  @Test
  void shouldFindWhatContextsKeepApart() {
    ContextMeasures measures = measure(4);
    assertThat(measures.contexts()).isEqualTo(4);
    assertThat(measures.labelEnsemble()).isEqualTo(1);
    assertThat(measures.linearisedEnsemble()).isEqualTo(1);
    assertThat(measures.recall()).isEqualTo(1);
    assertThat(measures.falseAlarms()).isZero();
    assertThat(measures.routes()).isEqualTo(1);
    assertThat(measures.necrosis()).isEqualTo(1);
  }

  @Test
  void shouldFindThatASingleContextKnowsNothing() {
    ContextMeasures measures = measure(1);
    assertThat(measures.contexts()).isEqualTo(1);
    assertThat(measures.silhouette()).isZero();
    assertThat(measures.recall()).isZero();
    assertThat(measures.necrosis()).isZero();
    assertThat(measures.routes()).isZero(); // neither route is more than its share
    assertThat(measures.ensembleRecall()).isEqualTo(1);
  }
}
