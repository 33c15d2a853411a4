package org.spectrastreams.model.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.DeviceModel.Part;
import org.spectrastreams.model.engine.GraphContract.Meaning;

/**
 * A host for a card: one {@link DeviceGraph} a graph, shared by all engines of its model and run
 * with as many spectra as the card has room for ({@link DeviceModel}). Where it has a substitute, a
 * card that fails costs nothing but speed: the batch and all later ones are computed by the
 * substitute, and {@link #trouble} says why.
 */
final class SharedSessions implements EngineHost {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSessions.class);

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

  /** The graphs of one model, and who uses them. */
  private final class Shared {
    private final DeviceModel graphs;
    private int users;
    private boolean kept;

    Shared(HostedModel model) {
      this.graphs = new DeviceModel(model, opener, settings);
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
  public synchronized double runShare() {
    return shared.values().stream().mapToDouble(each -> each.graphs.runShare()).min().orElse(1);
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
      model.prove(proven, settings.precision());
      if (trouble == null) {
        graphs.graphs.open(Part.SCORES);
        if (model.hasExplainer()) {
          graphs.graphs.open(Part.EXPLAINER);
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
    graphs.graphs.close();
  }

  @Override
  public synchronized int engines() {
    return engines;
  }

  /** Remembers why, and says who takes over; gives the failure back where nobody does. */
  private synchronized EngineHost takeOver(EngineException cause) {
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
    return other;
  }

  /**
   * Who computes in the place of a device that failed before; empty while it is at work, and where
   * nobody is left but itself.
   */
  private Optional<EngineHost> instead() {
    return trouble == null ? Optional.empty() : substitutes.take();
  }

  @Override
  public void close() {
    List<Shared> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(shared.values());
      shared.clear();
    }
    left.forEach(each -> each.graphs.close());
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
        HostedModel.Graph graph = model.ensemble();
        slopes = OnnxGradients.open(graph.onnx(), graph.contract(), device, 1);
      }
      return slopes.map(found -> found);
    }

    @Override
    public void score(float[] prepared, int count, EnsembleScores scores) {
      require(count, prepared.length, points);
      if (other == null) {
        other = instead().map(host -> host.scoring(model, threads)).orElse(null);
      }
      if (other == null) {
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
          graphs.graphs.compute(
              scores.hasMaps() ? Part.SCORES_AND_MAPS : Part.SCORES,
              new Object[] {prepared},
              out.toArray(),
              count);
          return;
        } catch (EngineException e) {
          other = takeOver(e).scoring(model, threads);
        }
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
      if (other == null) {
        other = instead().map(host -> host.explaining(model, threads)).orElse(null);
      }
      if (other == null) {
        try {
          outputs.resize(count);
          graphs.graphs.compute(
              Part.EXPLAINER,
              new Object[] {prepared, classes},
              new Object[] {outputs.limeWeights(), outputs.latents()},
              count);
          return;
        } catch (EngineException e) {
          other = takeOver(e).explaining(model, threads);
        }
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
