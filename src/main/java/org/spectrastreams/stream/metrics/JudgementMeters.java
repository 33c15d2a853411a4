package org.spectrastreams.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.wire.ResultView;

/** The spectra of one pipeline that were not judged, by reason. For any thread. */
final class JudgementMeters {
  /** Reasons beyond these are counted as one: models may make up names, registries keep them. */
  private static final int MOST_REASONS = 20;

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final String pipeline;
  private final Map<String, Counter> reasons = new ConcurrentHashMap<>();

  JudgementMeters(MeterRegistry registry, String pipeline) {
    this.registry = registry;
    this.pipeline = pipeline;
    for (NotJudgedReason reason :
        List.of(NotJudgedReason.QUALITY, NotJudgedReason.OUTSIDE_DOMAIN, NotJudgedReason.NOISE)) {
      reasons.put(reason.id(), counter(reason.id()));
    }
  }

  private Counter counter(String reason) {
    return Counter.builder("spectra.not.judged")
        .description("Spectra that got no class, label or value")
        .tags("pipeline", pipeline, "reason", reason)
        .register(registry);
  }

  void scored(ResultView result) {
    for (int i = 0; i < result.count(); i++) {
      result.outcomes().notJudged(i).ifPresent(reason -> of(reason.id()).increment());
    }
  }

  private Counter of(String reason) {
    Counter known = reasons.get(reason);
    if (known != null) {
      return known;
    }
    return reasons.computeIfAbsent(reasons.size() < MOST_REASONS ? reason : OTHER, this::counter);
  }
}
