package org.spectrastreams.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.TaskId;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * The topologies' own metrics. For every pipeline {@code spectra.results} grows by the spectra of
 * each result, {@code spectra.in} by those and by the rejected ones: {@code in = results +
 * rejected}, flagged ones being part of the results. Work that a crash rolled back is counted again
 * when it is done again.
 */
public final class StreamMetrics {
  private static final String PIPELINE = "pipeline";
  private static final String UNKNOWN = "unknown";
  private static final double[] CONFIDENCE_BUCKETS = {
    0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1
  };
  private static final double[] BATCH_BUCKETS = {1, 4, 16, 32, 64, 128, 256, 512, 1024, 4096};

  private final MeterRegistry registry;
  private final Map<String, OfPipeline> pipelines = new ConcurrentHashMap<>();
  private final Map<TaskId, Map<Wire.ImageState, Integer>> images = new ConcurrentHashMap<>();
  private final Timer queue;
  private final Counter unmapped;

  public StreamMetrics(MeterRegistry registry, List<LoadedPipeline> loaded) {
    this.registry = registry;
    this.queue =
        timer("spectra.queue", "From the broker's receipt of a block to its turn")
            .register(registry);
    this.unmapped =
        Counter.builder("spectra.unmapped")
            .description("Results that fit no map: another image has the same id")
            .register(registry);
    for (LoadedPipeline pipeline : loaded) {
      pipelines.put(
          pipeline.pipeline().name(),
          new OfPipeline(
              pipeline.pipeline().name(),
              pipeline.model().map(model -> model.classes()).orElse(List.of()),
              pipeline.contexts()));
    }
    for (RejectReason reason : RejectReason.values()) {
      rejectedCounter(reason);
    }
    for (Wire.ImageState state :
        List.of(Wire.ImageState.SCANNING, Wire.ImageState.COMPLETE, Wire.ImageState.INCOMPLETE)) {
      Gauge.builder("spectra.images", () -> imagesIn(state))
          .description("Images that this instance maps")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).publishPercentileHistogram();
  }

  /** The meters of one pipeline, looked up once. */
  private final class OfPipeline {
    private final Counter in;
    private final Counter results;
    private final Counter blocks;
    private final Map<QualityFlag, Counter> flagged = new EnumMap<>(QualityFlag.class);
    private final Counter[] classes;
    private final Timer preprocess;
    private final Timer compute;
    private final DistributionSummary batchSize;
    private final DistributionSummary confidence;
    private final Optional<ContextMetrics> contexts;
    private final Timer explain;

    OfPipeline(String name, List<String> classNames, Optional<Contexts> known) {
      in = counter("spectra.in", "Spectra taken in", name);
      results = counter("spectra.results", "Spectra with a result", name);
      blocks = counter("spectra.blocks", "Blocks with a result", name);
      for (QualityFlag flag : QualityFlag.values()) {
        flagged.put(
            flag,
            Counter.builder("spectra.flagged")
                .description("Spectra with a quality flag")
                .tags(PIPELINE, name, "reason", kebab(flag.name()))
                .register(registry));
      }
      classes = new Counter[classNames.size()];
      for (int c = 0; c < classes.length; c++) {
        classes[c] =
            Counter.builder("spectra.class")
                .description("Spectra given a class")
                .tags(PIPELINE, name, "class", classNames.get(c))
                .register(registry);
      }
      preprocess =
          timer("spectra.preprocess", "Preprocessing of a block")
              .tag(PIPELINE, name)
              .register(registry);
      compute =
          timer("spectra.compute", "The engine's work on a block")
              .tag(PIPELINE, name)
              .register(registry);
      explain =
          timer("spectra.explain", "Explaining the spectra of a block")
              .tag(PIPELINE, name)
              .register(registry);
      contexts = known.map(found -> new ContextMetrics(registry, name, found));
      batchSize =
          DistributionSummary.builder("spectra.batch.size")
              .description("Spectra in a block")
              .serviceLevelObjectives(BATCH_BUCKETS)
              .tag(PIPELINE, name)
              .register(registry);
      confidence =
          DistributionSummary.builder("spectra.confidence")
              .description("Mean member probability of the predicted class")
              .serviceLevelObjectives(CONFIDENCE_BUCKETS)
              .tag(PIPELINE, name)
              .register(registry);
    }

    private Counter counter(String name, String description, String pipeline) {
      return Counter.builder(name)
          .description(description)
          .tag(PIPELINE, pipeline)
          .register(registry);
    }

    void scored(ResultView result) {
      int count = result.count();
      if (contexts.isPresent() && result.hasContexts()) {
        contexts.get().scored(result);
      }
      in.increment(count);
      results.increment(count);
      blocks.increment();
      batchSize.record(count);
      for (int i = 0; i < count; i++) {
        int flags = result.quality(i);
        if (flags != 0) {
          QualityFlag.of(flags).forEach(flag -> flagged.get(flag).increment());
        }
        int predicted = result.predictedClass(i);
        if (predicted != Sentinels.NO_CLASS) {
          classes[predicted].increment();
          confidence.record(result.confidence(i));
        }
      }
    }
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A block has waited so long, in ms. */
  public void queued(long millis) {
    queue.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  /** A block has its result. */
  public void scored(ResultView result) {
    pipelines.get(result.block().getPipeline()).scored(result);
  }

  /** How long the scorer's last block took. */
  public void timed(BlockScorer scorer) {
    OfPipeline meters = pipelines.get(scorer.pipeline().name());
    meters.preprocess.record(scorer.preprocessNanos(), TimeUnit.NANOSECONDS);
    meters.compute.record(scorer.computeNanos(), TimeUnit.NANOSECONDS);
    if (scorer.explainNanos() > 0) {
      meters.explain.record(scorer.explainNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** A record went to the dead letters. */
  public void rejected(RejectedRecordException rejected) {
    Counter.builder("spectra.in")
        .tag(PIPELINE, UNKNOWN)
        .register(registry)
        .increment(rejected.spectra());
    rejectedCounter(rejected.reason()).increment(rejected.spectra());
  }

  private Counter rejectedCounter(RejectReason reason) {
    return Counter.builder("spectra.rejected")
        .description("Spectra of records in the dead letters")
        .tag("reason", reason.id())
        .register(registry);
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
