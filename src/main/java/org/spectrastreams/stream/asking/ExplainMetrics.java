package org.spectrastreams.stream.asking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.wire.RefusalReason;

/**
 * Requests for explanations, from the topic and over HTTP: answered by method, refused by reason.
 */
public final class ExplainMetrics {
  private final MeterRegistry registry;
  private final Map<String, Timer> answered = new HashMap<>();

  public ExplainMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (ExplanationMethod method : ExplanationMethods.all()) {
      answered.put(
          method.id(),
          Timer.builder("spectra.explain.answers")
              .description("Answered requests for an explanation, and how long the work took")
              .tag("method", method.id())
              .publishPercentileHistogram()
              .register(registry));
    }
    for (RefusalReason reason : RefusalReason.values()) {
      counter(reason.id());
    }
  }

  private Counter counter(String reason) {
    return Counter.builder("spectra.explain.refused")
        .description("Refused requests for an explanation")
        .tag("reason", reason)
        .register(registry);
  }

  /** A request was answered after so much work. */
  void explained(ExplanationMethod method, long nanos) {
    answered.get(method.id()).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A request was refused; the reason is one of {@link RefusalReason#id} or dead-letter. */
  void refused(String reason) {
    counter(reason).increment();
  }
}
