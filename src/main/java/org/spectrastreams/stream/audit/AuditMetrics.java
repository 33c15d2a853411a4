package org.spectrastreams.stream.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * Audits by pipeline and cause: every chosen spectrum becomes one done or one shed, or is in the
 * queue; those that wait when the service ends are neither.
 */
public final class AuditMetrics {
  private static final double[] BUCKETS = {0.25, 0.5, 0.75, 0.9, 1};

  private final Map<String, Map<AuditCause, OfCause>> meters = new ConcurrentHashMap<>();
  private final MeterRegistry registry;
  private final CurrentDeployment deployment;
  private final Timer time;
  private final Counter unpublished;

  private record OfCause(Counter done, Counter shed, DistributionSummary agreement) {}

  /** Registers the meters of every pipeline as it is deployed now. */
  public AuditMetrics(MeterRegistry registry, CurrentDeployment deployment) {
    this.registry = registry;
    this.deployment = deployment;
    for (LoadedPipeline loaded : deployment.get().active()) {
      if (loaded.contexts().isPresent()) {
        of(loaded.name());
      }
    }
    deployment.onChange(now -> meters.keySet().retainAll(now.names()));
    time =
        Timer.builder("spectra.audit").description("Processor time of an audit").register(registry);
    unpublished =
        Counter.builder("spectra.audit.unpublished")
            .description("Audits that were done but could not be written to the topic")
            .register(registry);
  }

  private Map<AuditCause, OfCause> of(String pipeline) {
    return meters.computeIfAbsent(pipeline, this::register);
  }

  private Map<AuditCause, OfCause> register(String pipeline) {
    Map<AuditCause, OfCause> ofPipeline = new EnumMap<>(AuditCause.class);
    for (AuditCause cause : AuditCause.values()) {
      String[] tags = {"pipeline", pipeline, "cause", cause.id()};
      ofPipeline.put(
          cause,
          new OfCause(
              Counter.builder("spectra.audit.done")
                  .description("Scored spectra that were explained exactly, too")
                  .tags(tags)
                  .register(registry),
              Counter.builder("spectra.audit.shed")
                  .description("Audits left out because the budget was used up")
                  .tags(tags)
                  .register(registry),
              DistributionSummary.builder("spectra.audit.agreement")
                  .description(
                      "Correlation of amortised and exact weights; negative ones count as 0")
                  .serviceLevelObjectives(BUCKETS)
                  .tags(tags)
                  .register(registry)));
    }
    return ofPipeline;
  }

  void shed(String pipeline, AuditCause cause) {
    if (isGone(pipeline)) {
      return;
    }
    of(pipeline).get(cause).shed.increment();
  }

  void done(String pipeline, AuditCause cause, double correlation, long nanos) {
    time.record(nanos, TimeUnit.NANOSECONDS);
    if (isGone(pipeline)) {
      return;
    }
    OfCause found = of(pipeline).get(cause);
    found.done.increment();
    found.agreement.record(Math.max(0, correlation));
  }

  /** An audit may end after its pipeline was removed, and the meters with it. */
  private boolean isGone(String pipeline) {
    return !deployment.get().names().contains(pipeline);
  }

  void unpublished() {
    unpublished.increment();
  }
}
