package org.spectrastreams.model.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * A host for a card: one {@link DeviceGraph} a graph, shared by all engines of its model. Where it
 * has a substitute, a card that fails costs nothing but speed: the batch and all later ones are
 * computed by the substitute, and {@link #trouble} says why.
 */
final class SharedSessions implements EngineHost {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSessions.class);
  private static final List<Meaning> SCORES =
      List.of(Meaning.MEMBER_PROBABILITIES, Meaning.PREDICTED_CLASS, Meaning.DOMAIN_DISTANCE);

  private final Device device;
  private final DeviceGraph.Opener opener;
  private final DeviceSettings settings;
  private final SeveralCards.Substitutes substitutes;
  private final Optional<EngineHost> owned;
  private final Map<String, Shared> shared = new HashMap<>();
  private volatile String trouble;
  private int engines;
  private boolean closed;

  /**
   * A host that has opened nothing.
   *
   * @param opener of the device's sessions
   * @param substitute takes over when the device fails; owned
   */
  SharedSessions(
      Device device,
      DeviceGraph.Opener opener,
      DeviceSettings settings,
      Optional<EngineHost> substitute) {
    this(device, opener, settings, () -> substitute, substitute);
  }

  /** A host whose substitute is another's to close. */
  SharedSessions(
      Device device,
      DeviceGraph.Opener opener,
      DeviceSettings settings,
      SeveralCards.Substitutes substitutes) {
    this(device, opener, settings, substitutes, Optional.empty());
  }

  private SharedSessions(
      Device device,
      DeviceGraph.Opener opener,
      DeviceSettings settings,
      SeveralCards.Substitutes substitutes,
      Optional<EngineHost> owned) {
    this.device = device;
    this.opener = opener;
    this.settings = settings;
    this.substitutes = substitutes;
    this.owned = owned;
  }

  /** The graphs of one model, opened when they are first asked for, and who uses them. */
  private final class Shared implements AutoCloseable {
    private final HostedModel model;
    private final Map<String, DeviceGraph> graphs = new HashMap<>();
    private int users;
    private boolean kept;
    private boolean over;

    Shared(HostedModel model) {
      this.model = model;
    }

    synchronized DeviceGraph scores(boolean withMaps) {
      requireOpen();
      return graphs.computeIfAbsent(
          withMaps ? "scores-and-maps" : "scores",
          name -> new DeviceGraph(name, model.ensemble(), ports(withMaps), opener, settings));
    }

    private void requireOpen() {
      if (over) {
        throw new EngineException("the host of the engines is closed; open another one");
      }
    }

    synchronized DeviceGraph explainer() {
      requireOpen();
      return graphs.computeIfAbsent(
          "explainer",
          name -> {
            HostedGraph graph = model.explainer();
            List<Port> ports =
                List.of(
                    graph.contract().output(Meaning.LIME_WEIGHTS),
                    graph.contract().output(Meaning.LATENT));
            return new DeviceGraph(name, graph, ports, opener, settings);
          });
    }

    /** In the order in which {@link Scoring} gives its arrays. */
    private List<Port> ports(boolean withMaps) {
      GraphContract contract = model.ensemble().contract();
      List<Port> ports = new ArrayList<>();
      SCORES.stream().filter(contract::gives).map(contract::output).forEach(ports::add);
      if (withMaps && contract.gives(Meaning.ACTIVATION_MAP)) {
        ports.add(contract.output(Meaning.ACTIVATION_MAP));
      }
      return ports;
    }

    @Override
    public synchronized void close() {
      over = true;
      graphs.values().forEach(DeviceGraph::close);
      graphs.clear();
    }
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void prepare(HostedModel model) {
    Shared graphs = lend(model);
    synchronized (this) {
      if (!graphs.kept) {
        graphs.kept = true;
        graphs.users++; // until the host closes: opening a graph again would halt the device
      }
    }
    try (ScoringEngine proven = new Scoring(model, graphs, 1)) {
      model.prove(proven);
      if (trouble == null) {
        graphs.scores(false);
        if (model.hasExplainer()) {
          graphs.explainer();
        }
      }
    }
  }

  private synchronized Shared of(HostedModel model) {
    if (closed) {
      throw new EngineException("the host of the engines is closed; open another one");
    }
    return shared.computeIfAbsent(model.digest(), digest -> new Shared(model));
  }

  @Override
  public ScoringEngine scoring(HostedModel model, int threads) {
    Shared graphs = lend(model);
    return new Scoring(model, graphs, threads);
  }

  @Override
  public ExplainerEngine explaining(HostedModel model, int threads) {
    if (!model.hasExplainer()) {
      return model.openExplainer(device, threads); // says that it has none
    }
    Shared graphs = lend(model);
    return new Explaining(model, graphs, threads);
  }

  private synchronized Shared lend(HostedModel model) {
    Shared graphs = of(model);
    graphs.users++;
    engines++;
    return graphs;
  }

  private void returned(HostedModel model, Shared graphs) {
    synchronized (this) {
      engines--;
      graphs.users--;
      if (graphs.users > 0 || closed) {
        return;
      }
      shared.remove(model.digest(), graphs);
    }
    graphs.close();
  }

  @Override
  public synchronized int engines() {
    return engines;
  }

  /** Remembers why, or gives the failure back where nobody takes over. */
  private synchronized void takeOver(EngineException cause) {
    if (closed) {
      throw cause; // the host is at its end, not the card
    }
    EngineHost other = substitutes.take().orElseThrow(() -> cause);
    if (trouble == null) {
      trouble =
          "device %s failed, computing on %s: %s"
              .formatted(device, other.device(), cause.getMessage());
      LOG.warn("{}", trouble);
    }
  }

  @Override
  public void close() {
    List<Shared> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(shared.values());
      shared.clear();
    }
    left.forEach(Shared::close);
    owned.ifPresent(EngineHost::close);
  }

  private static void require(int count, int values, int points) {
    if (count < 1 || values < (long) count * points) {
      throw new EngineException(
          "batch of "
              + count
              + " spectra in "
              + values
              + " values; expected 1 or more of "
              + points
              + " points each");
    }
  }

  /** An engine given out. */
  private final class Scoring implements ScoringEngine {
    private final HostedModel model;
    private final Shared graphs;
    private final int threads;
    private final int members;
    private final int classes;
    private final int points;
    private final boolean gated;
    private Optional<OnnxGradients> slopes;
    private ScoringEngine other;
    private boolean done;

    Scoring(HostedModel model, Shared graphs, int threads) {
      this.model = model;
      this.graphs = graphs;
      this.threads = threads;
      GraphContract contract = model.ensemble().contract();
      this.members = contract.output(Meaning.MEMBER_PROBABILITIES).shape().get(0);
      this.classes = contract.output(Meaning.MEMBER_PROBABILITIES).shape().get(1);
      this.points = contract.input(Meaning.SPECTRA).size();
      this.gated = contract.gives(Meaning.DOMAIN_DISTANCE);
    }

    @Override
    public EnsembleScores newScores() {
      return model.ensemble().contract().gives(Meaning.ACTIVATION_MAP)
          ? new EnsembleScores(members, classes, points)
          : newScoresWithoutMaps();
    }

    @Override
    public EnsembleScores newScoresWithoutMaps() {
      return EnsembleScores.withoutMaps(members, classes, points);
    }

    @Override
    public int threads() {
      return threads;
    }

    /** Explanations by gradients are asked for one by one: they get a session of their own. */
    @Override
    public Optional<GradientEngine> gradients() {
      if (other != null) {
        return other.gradients();
      }
      if (slopes == null) {
        HostedGraph graph = model.ensemble();
        slopes = OnnxGradients.open(graph.onnx(), graph.contract(), device, 1);
      }
      return slopes.map(found -> found);
    }

    @Override
    public void score(float[] prepared, int count, EnsembleScores scores) {
      require(count, prepared.length, points);
      if (other == null && trouble == null) {
        try {
          scores.resize(count);
          List<Object> out = new ArrayList<>();
          out.add(scores.memberProbabilities());
          out.add(scores.predicted());
          if (gated) {
            out.add(scores.distances());
          } else {
            Arrays.fill(scores.distances(), 0, count, Float.NaN);
          }
          if (scores.hasMaps()) {
            out.add(scores.activationMap());
          }
          graphs.scores(scores.hasMaps()).compute(new Object[] {prepared}, out.toArray(), count);
          return;
        } catch (EngineException e) {
          takeOver(e);
        }
      }
      if (other == null) {
        other = substitutes.take().orElseThrow().scoring(model, threads);
      }
      other.score(prepared, count, scores);
    }

    @Override
    public void close() {
      if (!done) {
        done = true;
        if (other != null) {
          other.close();
        }
        if (slopes != null) {
          slopes.ifPresent(OnnxGradients::close);
        }
        returned(model, graphs);
      }
    }
  }

  /** The same of an explainer. */
  private final class Explaining implements ExplainerEngine {
    private final HostedModel model;
    private final Shared graphs;
    private final int threads;
    private final int points;
    private final int latent;
    private ExplainerEngine other;
    private boolean done;

    Explaining(HostedModel model, Shared graphs, int threads) {
      this.model = model;
      this.graphs = graphs;
      this.threads = threads;
      GraphContract contract = model.explainer().contract();
      this.points = contract.input(Meaning.SPECTRA).size();
      this.latent = contract.output(Meaning.LATENT).size();
    }

    @Override
    public ExplainerOutputs newOutputs() {
      return new ExplainerOutputs(points, latent);
    }

    @Override
    public void explain(float[] prepared, int[] classes, int count, ExplainerOutputs outputs) {
      require(count, prepared.length, points);
      if (other == null && trouble == null) {
        try {
          outputs.resize(count);
          graphs
              .explainer()
              .compute(
                  new Object[] {prepared, classes},
                  new Object[] {outputs.limeWeights(), outputs.latents()},
                  count);
          return;
        } catch (EngineException e) {
          takeOver(e);
        }
      }
      if (other == null) {
        other = substitutes.take().orElseThrow().explaining(model, threads);
      }
      other.explain(prepared, classes, count, outputs);
    }

    @Override
    public void close() {
      if (!done) {
        done = true;
        if (other != null) {
          other.close();
        }
        returned(model, graphs);
      }
    }
  }
}
