package org.spectrastreams.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;

/**
 * The meters of one pipeline with one version of its model, looked up once. Counters that another
 * version has, too, go on counting. Thread-safe.
 */
final class PipelineMeters {
  private static final String PIPELINE = "pipeline";
  private static final double[] CONFIDENCE_BUCKETS = {
    0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1
  };
  private static final double[] BATCH_BUCKETS = {1, 4, 16, 32, 64, 128, 256, 512, 1024, 4096};

  private final MeterRegistry registry;
  private final LoadedPipeline loaded;
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
  private final JudgementMeters judgements;
  private final Timer explain;

  PipelineMeters(MeterRegistry registry, LoadedPipeline loaded) {
    this.registry = registry;
    this.loaded = loaded;
    String name = loaded.name();
    List<String> classNames = loaded.model().map(model -> model.classes()).orElse(List.of());
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
    judgements = new JudgementMeters(registry, name);
    contexts = loaded.contexts().map(found -> new ContextMetrics(registry, name, found));
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

  /** Whether these are the meters of this version. */
  @SuppressWarnings("ReferenceEquality") // asked for every block: mostly it is this very object
  boolean isOf(LoadedPipeline version) {
    return version == loaded || version.equals(loaded);
  }

  /** A block has its result. */
  void scored(ResultView result) {
    int count = result.count();
    if (contexts.isPresent() && result.hasContexts()) {
      contexts.get().scored(result);
    }
    in.increment(count);
    results.increment(count);
    blocks.increment();
    judgements.scored(result);
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

  /** How long the scorer's last block took. */
  void timed(BlockScorer scorer) {
    preprocess.record(scorer.preprocessNanos(), TimeUnit.NANOSECONDS);
    compute.record(scorer.computeNanos(), TimeUnit.NANOSECONDS);
    if (scorer.explainNanos() > 0) {
      explain.record(scorer.explainNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes back what only this version has. */
  void close() {
    contexts.ifPresent(ContextMetrics::close);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).publishPercentileHistogram();
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
