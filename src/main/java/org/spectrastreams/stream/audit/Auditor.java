package org.spectrastreams.stream.audit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Compares the stream's amortised explanations with exact ones, for a part of the spectra, in one
 * thread with engines of its own that rests most of the time. It never keeps a result waiting:
 * where its share of one core is used up and its short queues are full, audits are left out and
 * counted. What is audited is therefore no part of the results; which spectra would be is the same
 * every time.
 */
public final class Auditor implements AutoCloseable {
  /** Hears of each audit, on the auditor's thread. */
  interface Sink {
    void accept(String key, Wire.ExplanationAnswer audit);
  }

  /** Spectra of one cause that may wait; one of 801 points takes about 6 kB. */
  static final int PLACES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long CLOSE_MILLIS = 10_000;

  private final AuditChoice choice;
  private final double budget;
  private final EngineHost host;
  private final CurrentDeployment deployment;
  private final AuditMetrics metrics;
  private final Sink sink;
  private final Map<AuditCause, Deque<Audit>> waiting = new EnumMap<>(AuditCause.class);
  private final Map<String, Engine> engines = new HashMap<>();
  private final Thread thread;
  private AuditCause turn = AuditCause.SAMPLED;
  private volatile boolean closing;

  private record Engine(ScoringEngine scoring, StableLime lime) {}

  /**
   * Starts the thread.
   *
   * @param budget the share of one core that it may take, above 0 to 1
   * @param host of its engines; it stays the caller's to close
   * @param deployment engines of models that are not used any more are given back
   */
  public Auditor(
      AuditChoice choice,
      double budget,
      EngineHost host,
      CurrentDeployment deployment,
      AuditMetrics metrics,
      Sink sink) {
    this.choice = choice;
    this.budget = budget;
    this.host = host;
    this.deployment = deployment;
    this.metrics = metrics;
    this.sink = sink;
    for (AuditCause cause : AuditCause.values()) {
      waiting.put(cause, new ArrayDeque<>());
    }
    thread = new Thread(this::work, "audits");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Chooses spectra of a block that was just scored and puts them in the queues; returns at once.
   *
   * @param scorer still holds the block's numbers; called on its thread
   */
  public void consider(BlockScorer scorer, RawBlock block, ResultView result) {
    if (!result.hasContexts()) {
      return;
    }
    long base = AuditChoice.base(block);
    for (int i = 0; i < result.count(); i++) {
      Optional<AuditCause> cause = choice.of(result, i, base);
      if (cause.isPresent()) {
        if (hasPlace(cause.get())) {
          offer(new Audit(cause.get(), scorer.explained(result, i, AuditChoice.seed(base, i))));
        } else {
          metrics.shed(scorer.pipeline().name(), cause.get());
        }
      }
    }
  }

  private boolean hasPlace(AuditCause cause) {
    synchronized (waiting) {
      return waiting.get(cause).size() < PLACES;
    }
  }

  private void offer(Audit audit) {
    synchronized (waiting) {
      Deque<Audit> queue = waiting.get(audit.cause());
      if (queue.size() < PLACES) {
        queue.addLast(audit);
        waiting.notifyAll();
        return;
      }
    }
    metrics.shed(audit.spectrum().pipeline().pipeline().name(), audit.cause());
  }

  /** The next one, of both causes in turn; waits for it. */
  private Audit next() throws InterruptedException {
    synchronized (waiting) {
      while (true) {
        for (int tries = 0; tries < AuditCause.values().length; tries++) {
          turn = turn == AuditCause.SAMPLED ? AuditCause.DOUBTFUL : AuditCause.SAMPLED;
          Audit found = waiting.get(turn).pollFirst();
          if (found != null) {
            return found;
          }
        }
        waiting.wait();
      }
    }
  }

  private void work() {
    try {
      while (!closing) {
        Audit audit = next();
        long before = THREADS.getCurrentThreadCpuTime();
        try {
          audit(audit, before);
        } catch (RuntimeException | Error e) { // nobody would hear that the thread has ended
          LOG.warn(
              "a spectrum of pipeline {} could not be audited",
              audit.spectrum().pipeline().pipeline(),
              e);
        }
        long spent = THREADS.getCurrentThreadCpuTime() - before;
        TimeUnit.NANOSECONDS.sleep((long) (spent * (1 / budget - 1)));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      engines.values().forEach(engine -> engine.scoring.close());
    }
  }

  private void audit(Audit audit, long before) {
    ModelPackage model = audit.spectrum().pipeline().model().orElseThrow();
    closeUnused();
    Engine engine = engines.computeIfAbsent(model.digest(), digest -> open(model));
    Explanation exact =
        engine.lime.explain(
            audit.spectrum().prepared(),
            0,
            audit.spectrum().predicted(),
            model.explanations().orElseThrow().lime().samples(),
            audit.spectrum().seed());
    double correlation = WeightAgreement.correlation(audit.spectrum().amortised(), exact.weights());
    String pipeline = audit.spectrum().pipeline().pipeline().name();
    metrics.done(pipeline, audit.cause(), correlation, THREADS.getCurrentThreadCpuTime() - before);
    Wire.ExplanationAnswer answer =
        audit
            .spectrum()
            .known()
            .setKind(Wire.ExplanationKind.AUDIT)
            .setMethod(StableLime.METHOD)
            .setPoints(exact.weights().length)
            .setWavenumbers(Packed.floats(model.axis()))
            .setWeights(Packed.floats(exact.weights()))
            .setSamples(exact.samples())
            .setSeed(exact.seed())
            .setRSquared(exact.rSquared())
            .setLocalPrediction(exact.localPrediction())
            .setReproducibility(exact.reproducibility())
            .setAgreement(Wire.Agreement.newBuilder().setCorrelation(correlation))
            .build();
    sink.accept(answer.getImageId().isEmpty() ? pipeline : answer.getImageId(), answer);
  }

  private void closeUnused() {
    Deployment now = deployment.get();
    Iterator<Map.Entry<String, Engine>> entries = engines.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Engine> entry = entries.next();
      if (!now.uses(entry.getKey())) {
        entries.remove();
        entry.getValue().scoring.close();
      }
    }
  }

  private Engine open(ModelPackage model) {
    ScoringEngine scoring = host.scoring(model, 1);
    return new Engine(scoring, new StableLime(model, scoring));
  }

  /** Ends the thread, which closes its engines. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join(CLOSE_MILLIS);
  }
}
