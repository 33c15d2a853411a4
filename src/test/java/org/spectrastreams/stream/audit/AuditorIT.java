package org.spectrastreams.stream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.metrics.ContextDrift;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Audits with real engines; drift against counts. */
class AuditorIT {
  private static final int COUNT = 200;

  @TempDir static Path folder;
  private static LoadedPipeline loaded;

  @BeforeAll
  static void write() throws IOException {
    ServiceConfig config = TestModels.writeExplained(folder);
    loaded =
        LoadedPipeline.load(
            Pipelines.load(config.pipelinesDir()).find("scored").orElseThrow(),
            new ModelStore(config.modelStore()));
  }

  private static RawBlock line(int y) {
    return TestModels.line("scored", "img", COUNT, 9, 0, y, COUNT);
  }

  private static ResultView score(BlockScorer scorer, RawBlock block) throws Exception {
    return ResultView.of(scorer.score(block, BlockScorer.Place.NONE));
  }

  private static double count(SimpleMeterRegistry registry, String name) {
    return registry.get(name).counters().stream().mapToDouble(found -> found.count()).sum();
  }

  @Test
  void shouldPublishExactExplanationsAndShedWhatIsTooMuch() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CurrentDeployment deployment = new CurrentDeployment(Deployment.of(List.of(loaded)));
    AuditMetrics metrics = new AuditMetrics(registry, deployment);
    BlockingQueue<Wire.ExplanationAnswer> published = new LinkedBlockingQueue<>();
    ResultView before;
    ResultView after;
    try (BlockScorer scorer = BlockScorer.open(loaded, Device.CPU);
        EngineHost host = EngineHost.on(Device.CPU);
        Auditor auditor =
            new Auditor(
                new AuditChoice(1, 0),
                1,
                host,
                deployment,
                metrics,
                (key, audit) -> {
                  assertThat(key).isEqualTo("img");
                  published.add(audit);
                })) {
      before = score(scorer, line(1));
      auditor.consider(scorer, line(1), before);
      after = score(scorer, line(1));
      Wire.ExplanationAnswer first = published.poll(30, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.getKind()).isEqualTo(Wire.ExplanationKind.AUDIT);
      assertThat(first.getMethod()).isEqualTo("lime");
      assertThat(first.getY()).isEqualTo(1);
      assertThat(first.getSamples()).isPositive();
      assertThat(first.getWeights().size()).isEqualTo(4 * TestModels.AXIS.size());
      assertThat(first.getAgreement().getCorrelation()).isBetween(-1.0, 1.0);
      ResultView row = ResultView.of(before.block());
      assertThat(first.getPredictedClass()).isEqualTo(row.predictedClass(first.getX()));
      assertThat(first.getContext().getContext()).isEqualTo(row.context(first.getX()));
      assertThat(first.getMeanProbabilities().size()).isEqualTo(4 * TestModels.CLASSES.size());
      // One in work, as many as may wait; the thread may have taken some meanwhile.
      double shed = count(registry, "spectra.audit.shed");
      assertThat(shed).isBetween(100.0, COUNT - Auditor.PLACES - 0.0);
      while (published.poll(20, TimeUnit.SECONDS) != null
          && count(registry, "spectra.audit.done") + shed < COUNT) {
        // the rest of the queue
      }
      assertThat(count(registry, "spectra.audit.done") + shed).isEqualTo(COUNT);
      assertThat(registry.get("spectra.audit.agreement").tag("cause", "sampled").summary().count())
          .isEqualTo(COUNT - (long) shed);
    }
    assertThat(after.block()).as("audits change no result").isEqualTo(before.block());
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("audits"));
  }

  @Test
  void shouldGoOnAfterAnError() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CurrentDeployment deployment = new CurrentDeployment(Deployment.of(List.of(loaded)));
    BlockingQueue<Wire.ExplanationAnswer> published = new LinkedBlockingQueue<>();
    AtomicBoolean failed = new AtomicBoolean();
    try (BlockScorer scorer = BlockScorer.open(loaded, Device.CPU);
        EngineHost host = EngineHost.on(Device.CPU);
        Auditor auditor =
            new Auditor(
                new AuditChoice(1, 0),
                1,
                host,
                deployment,
                new AuditMetrics(registry, deployment),
                (key, audit) -> {
                  if (!failed.getAndSet(true)) {
                    throw new StackOverflowError("of a library");
                  }
                  published.add(audit);
                })) {
      auditor.consider(scorer, line(1), score(scorer, line(1)));
      assertThat(published.poll(30, TimeUnit.SECONDS)).as("of the spectra after it").isNotNull();
      assertThat(failed).isTrue();
    }
  }

  @Test
  void shouldDrawTheSameShareEveryTimeAndAllDoubtfulSpectra() throws Exception {
    AuditChoice drawn = new AuditChoice(0.1, 0);
    AuditChoice doubtful = new AuditChoice(0, 0.5);
    int sampled = 0;
    List<Integer> places = new ArrayList<>();
    try (BlockScorer scorer = BlockScorer.open(loaded, Device.CPU)) {
      for (int y = 0; y < 9; y++) {
        ResultView result = score(scorer, line(y));
        long base = AuditChoice.base(line(y));
        for (int i = 0; i < COUNT; i++) {
          if (drawn.of(result, i, base).filter(AuditCause.SAMPLED::equals).isPresent()) {
            sampled++;
            places.add(y * COUNT + i);
          }
          assertThat(drawn.of(result, i, base)).isEqualTo(drawn.of(result, i, base));
          assertThat(doubtful.of(result, i, base).isPresent())
              .isEqualTo(result.contradicts(i) || result.confidence(i) < 0.5);
        }
      }
    }
    // 1 800 draws of 0.1: 180 ± 3 × 12.7
    assertThat(sampled).isBetween(142, 218);
    assertThat(places.stream().map(place -> place % COUNT).distinct().count())
        .as("not the same pixels in every line")
        .isGreaterThan(80);
  }

  @Test
  void shouldMeasureDriftOfContexts() throws Exception {
    assertThat(ContextDrift.index(new double[] {10, 20, 30}, new double[] {10, 20, 30})).isZero();
    // By hand: p = 90.5/101 and 10.5/101, q = 50.5/101 each.
    assertThat(ContextDrift.index(new double[] {90, 10}, new double[] {50, 50}))
        .isCloseTo(
            (90.5 - 50.5) / 101 * Math.log(90.5 / 50.5)
                + (10.5 - 50.5) / 101 * Math.log(10.5 / 50.5),
            org.assertj.core.data.Offset.offset(1e-12));
    ContextDrift drift = new ContextDrift(loaded.contexts().orElseThrow());
    try (BlockScorer scorer = BlockScorer.open(loaded, Device.CPU)) {
      ResultView result = score(scorer, line(1));
      drift.add(result);
      assertThat(drift.index()).as("too few to tell").isNaN();
      for (int i = 0; i < 2 * ContextDrift.FEWEST / COUNT; i++) {
        drift.add(result);
      }
      assertThat(drift.index()).isPositive();
    }
  }
}
