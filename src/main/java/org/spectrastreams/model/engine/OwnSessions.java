package org.spectrastreams.model.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A session for every engine: on processors, one thread a session is the fastest way. A prepared
 * model's session goes to the first that asks for one of a single thread.
 */
final class OwnSessions implements EngineHost {
  private final Device device;
  private final Map<String, ScoringEngine> prepared = new HashMap<>();
  private final Set<AutoCloseable> open = new HashSet<>();
  private boolean closed;

  OwnSessions(Device device) {
    this.device = device;
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public void prepare(HostedModel model) {
    synchronized (this) {
      requireOpen();
      if (prepared.containsKey(model.digest())) {
        return;
      }
    }
    ScoringEngine ready = model.openEngine(device, 1); // takes seconds; others may ask meanwhile
    synchronized (this) {
      if (!closed && prepared.putIfAbsent(model.digest(), ready) == null) {
        return;
      }
    }
    ready.close();
  }

  @Override
  public void release(Predicate<String> isUsed) {
    List<ScoringEngine> left = new ArrayList<>();
    synchronized (this) {
      prepared.entrySet().removeIf(one -> !isUsed.test(one.getKey()) && left.add(one.getValue()));
    }
    left.forEach(OwnSessions::closeNow);
  }

  @Override
  public ScoringEngine scoring(HostedModel model, int threads) {
    ScoringEngine session = takePrepared(model, threads);
    return lend(new Scoring(session == null ? model.openEngine(device, threads) : session));
  }

  private synchronized ScoringEngine takePrepared(HostedModel model, int threads) {
    requireOpen();
    return threads == 1 ? prepared.remove(model.digest()) : null;
  }

  @Override
  public ExplainerEngine explaining(HostedModel model, int threads) {
    synchronized (this) {
      requireOpen();
    }
    return lend(new Explaining(model.openExplainer(device, threads)));
  }

  private void requireOpen() {
    if (closed) {
      throw new EngineException("the host of the engines is closed; open another one");
    }
  }

  private <E extends AutoCloseable> E lend(E engine) {
    synchronized (this) {
      if (!closed) {
        open.add(engine);
        return engine;
      }
    }
    closeNow(engine);
    throw new EngineException("the host of the engines was closed meanwhile; open another one");
  }

  private synchronized void returned(AutoCloseable engine) {
    open.remove(engine);
  }

  @Override
  public synchronized int engines() {
    return open.size();
  }

  @Override
  public void close() {
    List<AutoCloseable> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(open);
      left.addAll(prepared.values());
      prepared.clear();
    }
    left.forEach(OwnSessions::closeNow);
  }

  private static void closeNow(AutoCloseable engine) {
    try {
      engine.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException("an engine could not be closed: " + e.getMessage(), e);
    }
  }

  /** An engine given out; its session ends with it. */
  private final class Scoring implements ScoringEngine {
    private final ScoringEngine session;

    Scoring(ScoringEngine session) {
      this.session = session;
    }

    @Override
    public EnsembleScores newScores() {
      return session.newScores();
    }

    @Override
    public EnsembleScores newScoresWithoutMaps() {
      return session.newScoresWithoutMaps();
    }

    @Override
    public void score(float[] spectra, int count, EnsembleScores scores) {
      session.score(spectra, count, scores);
    }

    @Override
    public Optional<GradientEngine> gradients() {
      return session.gradients();
    }

    @Override
    public int threads() {
      return session.threads();
    }

    @Override
    public void close() {
      session.close();
      returned(this);
    }
  }

  /** The same of an explainer. */
  private final class Explaining implements ExplainerEngine {
    private final ExplainerEngine session;

    Explaining(ExplainerEngine session) {
      this.session = session;
    }

    @Override
    public ExplainerOutputs newOutputs() {
      return session.newOutputs();
    }

    @Override
    public void explain(float[] spectra, int[] classes, int count, ExplainerOutputs outputs) {
      session.explain(spectra, classes, count, outputs);
    }

    @Override
    public void close() {
      session.close();
      returned(this);
    }
  }
}
