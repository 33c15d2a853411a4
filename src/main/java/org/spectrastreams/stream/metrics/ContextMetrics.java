package org.spectrastreams.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.wire.ResultView;

/**
 * What the contexts of one pipeline's spectra say of drift: which contexts they fall in, against
 * the training's, how many lie outside, how many are contradicted.
 */
final class ContextMetrics {
  private final Counter[] occupied;
  private final Counter outside;
  private final Counter contradicted;
  private final ContextDrift drift;
  private final MeterRegistry registry;
  private final List<Gauge> gauges = new ArrayList<>();

  ContextMetrics(MeterRegistry registry, String pipeline, Contexts contexts) {
    this.registry = registry;
    this.occupied = new Counter[contexts.count()];
    for (int k = 0; k < occupied.length; k++) {
      double expected = contexts.occupancy(k);
      String[] tags = {"pipeline", pipeline, "context", String.valueOf(k)};
      occupied[k] =
          Counter.builder("spectra.context")
              .description("Spectra given a context")
              .tags(tags)
              .register(registry);
      gauges.add(
          Gauge.builder("spectra.context.expected", () -> expected)
              .description("The context's share of the training's spectra")
              .tags(tags)
              .register(registry));
    }
    this.outside =
        Counter.builder("spectra.context.outside")
            .description("Spectra farther out than 95 % of their context's training spectra")
            .tag("pipeline", pipeline)
            .register(registry);
    this.contradicted =
        Counter.builder("spectra.context.contradicted")
            .description("Spectra whose context stands for another class than the predicted one")
            .tag("pipeline", pipeline)
            .register(registry);
    this.drift = new ContextDrift(contexts);
    gauges.add(
        Gauge.builder("spectra.context.drift", drift, ContextDrift::index)
            .description("Population stability index of the contexts against the training's")
            .tag("pipeline", pipeline)
            .strongReference(true)
            .register(registry));
  }

  /** Takes the gauges back: another version of the model has other contexts under their names. */
  void close() {
    gauges.forEach(registry::remove);
  }

  /** A block has its result, with contexts. */
  void scored(ResultView result) {
    drift.add(result);
    for (int i = 0; i < result.count(); i++) {
      int context = result.context(i);
      if (context < occupied.length) {
        occupied[context].increment();
        if (result.isOutsideContext(i)) {
          outside.increment();
        }
        if (result.contradicts(i)) {
          contradicted.increment();
        }
      }
    }
  }
}
