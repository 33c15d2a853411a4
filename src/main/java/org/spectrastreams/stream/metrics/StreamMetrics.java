package org.spectrastreams.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.shadow.ShadowComparison;
import org.spectrastreams.wire.RecordOrigin;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.ShadowVerdict;
import org.spectrastreams.wire.proto.Wire;

/**
 * The topologies' own metrics. For every pipeline {@code spectra.results} grows by the spectra of
 * each result, {@code spectra.in} by those and by the rejected ones: {@code in = results +
 * rejected}, flagged ones being part of the results. Work that a crash rolled back is counted again
 * when it is done again.
 */
public final class StreamMetrics implements ShadowComparison.Sink {
  private static final String PIPELINE = "pipeline";
  private static final String UNKNOWN = "unknown";
  private final MeterRegistry registry;
  private final CurrentDeployment deployment;
  private final Map<String, PipelineMeters> pipelines = new ConcurrentHashMap<>();
  private final Map<String, PipelineMeters> canaries = new ConcurrentHashMap<>();
  private final Map<TaskId, Map<Wire.ImageState, Integer>> images = new ConcurrentHashMap<>();
  private final Timer queue;
  private final Counter unmapped;
  private final Counter repeated;
  private volatile boolean hasGone;

  /** Registers the meters of every pipeline as it is deployed now. */
  public StreamMetrics(MeterRegistry registry, CurrentDeployment deployment) {
    this.registry = registry;
    this.deployment = deployment;
    this.queue =
        Timer.builder("spectra.queue")
            .description("From the broker's receipt of a block to its turn")
            .publishPercentileHistogram()
            .register(registry);
    this.unmapped =
        Counter.builder("spectra.unmapped")
            .description(
                "Results that fit no map: of another image with the same id, or of an earlier scan")
            .register(registry);
    this.repeated =
        Counter.builder("spectra.repeated")
            .description("Spectra of blocks that had their result already; counted nowhere else")
            .register(registry);
    for (RejectReason reason : RejectReason.values()) {
      rejectedCounter(UNKNOWN, reason);
    }
    follow(deployment.get());
    deployment.onChange(this::follow);
    for (Wire.ImageState state :
        List.of(Wire.ImageState.SCANNING, Wire.ImageState.COMPLETE, Wire.ImageState.INCOMPLETE)) {
      Gauge.builder("spectra.images", () -> imagesIn(state))
          .description("Images that this instance maps")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  /** Every pipeline has its meters from its beginning on; of those that are gone none stay. */
  private void follow(Deployment now) {
    for (LoadedPipeline loaded : now.active()) {
      if (!pipelines.containsKey(loaded.name())) {
        of(loaded);
        for (RejectReason reason : RejectReason.values()) {
          rejectedCounter(loaded.name(), reason);
        }
      }
    }
    hasGone = false;
    Stream.of(pipelines, canaries).forEach(meters -> closeGone(meters, now.names()));
    for (Meter meter : registry.getMeters()) {
      String pipeline = meter.getId().getTag(PIPELINE);
      if (pipeline != null
          && meter.getId().getName().startsWith("spectra.")
          && !pipeline.equals(UNKNOWN)
          && !now.names().contains(pipeline)) {
        registry.remove(meter);
      }
    }
  }

  private static void closeGone(Map<String, PipelineMeters> meters, Set<String> names) {
    for (String name : List.copyOf(meters.keySet())) {
      if (!names.contains(name)) {
        meters.remove(name).close();
      }
    }
  }

  /** A block that was begun before its pipeline was removed makes meters anew. */
  private void lookForGone(String pipeline) {
    if (!deployment.get().names().contains(pipeline)) {
      hasGone = true;
    }
  }

  /** The meters of a pipeline; another version of its model may have other classes and contexts. */
  private PipelineMeters of(LoadedPipeline loaded) {
    PipelineMeters known = pipelines.get(loaded.name());
    if (known != null && known.isOf(loaded)) {
      return known;
    }
    return isCanary(loaded)
        ? meters(canaries, loaded.withoutContexts())
        : meters(pipelines, loaded);
  }

  /** Contexts of two versions cannot be counted under the same names; the canary's are not. */
  private boolean isCanary(LoadedPipeline loaded) {
    return deployment
        .get()
        .find(loaded.name())
        .flatMap(Deployment.Versions::canary)
        .filter(canary -> canary.loaded().equals(loaded))
        .isPresent();
  }

  private PipelineMeters meters(Map<String, PipelineMeters> where, LoadedPipeline loaded) {
    return where.compute(
        loaded.name(),
        (name, known) -> {
          if (known != null && known.isOf(loaded)) {
            return known;
          }
          if (known != null) {
            known.close();
          }
          lookForGone(name);
          return new PipelineMeters(registry, loaded);
        });
  }

  /** A block has waited so long, in ms. */
  public void queued(long millis) {
    if (hasGone) {
      follow(deployment.get());
    }
    queue.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  /** A block has its result, by a version of its pipeline's model. */
  public void scored(LoadedPipeline by, ResultView result) {
    of(by).scored(result);
  }

  /** How long the scorer's last block took. */
  public void timed(BlockScorer scorer) {
    of(scorer.loaded()).timed(scorer);
  }

  @Override
  public void compared(LoadedPipeline shadow, ShadowVerdict verdict, int spectra) {
    Counter.builder("spectra.shadow")
        .description("Spectra scored by a model that is tried out, by how it compares")
        .tags(PIPELINE, shadow.name(), "model", shadow.model().orElseThrow().id().toString())
        .tag("comparison", verdict.id())
        .register(registry)
        .increment(spectra);
    lookForGone(shadow.name());
  }

  @Override
  public void differed(LoadedPipeline shadow, float difference) {
    DistributionSummary.builder("spectra.shadow.difference")
        .description("Distance between the value in use and that of a model that is tried out")
        .tags(PIPELINE, shadow.name(), "model", shadow.model().orElseThrow().id().toString())
        .register(registry)
        .record(difference);
  }

  /** A record went to the dead letters; it counts under the pipeline that it named. */
  public void rejected(RejectedRecordException rejected) {
    String pipeline =
        rejected
            .origin()
            .map(RecordOrigin::pipeline)
            .filter(pipelines::containsKey)
            .orElse(UNKNOWN);
    Counter.builder("spectra.in")
        .tag(PIPELINE, pipeline)
        .register(registry)
        .increment(rejected.spectra());
    rejectedCounter(pipeline, rejected.reason()).increment(rejected.spectra());
  }

  private Counter rejectedCounter(String pipeline, RejectReason reason) {
    return Counter.builder("spectra.rejected")
        .description("Spectra of records in the dead letters")
        .tag(PIPELINE, pipeline)
        .tag("reason", reason.id())
        .register(registry);
  }

  /** A block came again that has its result. */
  public void repeated(int spectra) {
    repeated.increment(spectra);
  }

  /** Results could not be mapped. */
  public void unmapped(int spectra) {
    unmapped.increment(spectra);
  }

  /** How many images of each state a task has; an empty map when it ends. */
  public void images(TaskId task, Map<Wire.ImageState, Integer> counts) {
    images.put(task, counts);
  }

  private int imagesIn(Wire.ImageState state) {
    return images.values().stream().mapToInt(counts -> counts.getOrDefault(state, 0)).sum();
  }
}
