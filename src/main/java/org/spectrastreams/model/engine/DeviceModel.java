package org.spectrastreams.model.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;

/**
 * The graphs of one model on a device, opened when they are first asked for and shared by all of
 * its engines. A graph whose runs the device has no room for is opened again with runs of half as
 * many spectra, down to one: only then has the device failed. A shortage may pass, as where another
 * program had the card's memory: after a while of success twice as many are tried again, and where
 * there is no room still, twice as long is waited until the next time. Thread-safe.
 */
final class DeviceModel implements AutoCloseable {
  /** What is computed together. */
  enum Part {
    /** Scores alone. */
    SCORES,
    /** Scores and activation maps. */
    SCORES_AND_MAPS,
    /** Estimated weights and places in the latent space. */
    EXPLAINER;

    private String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(DeviceModel.class);
  private static final List<Meaning> SCORES =
      List.of(Meaning.MEMBER_PROBABILITIES, Meaning.PREDICTED_CLASS, Meaning.DOMAIN_DISTANCE);

  /** A minute or so of work. */
  private static final int GROWS_AFTER = 2_000;

  private static final int MOST_PATIENCE = 64 * GROWS_AFTER;

  private final HostedModel model;
  private final DeviceGraph.Opener opener;
  private final DeviceSettings settings;
  private final Map<Part, DeviceGraph> graphs = new EnumMap<>(Part.class);
  private final Map<Part, Runs> runs = new EnumMap<>(Part.class);
  private boolean over;

  /** How large the runs of a part are, and what speaks for larger ones. */
  private static final class Runs {
    private int batch;
    private int worked;
    private int patience;
    private boolean grown;

    Runs(int batch, int patience) {
      this.batch = batch;
      this.patience = patience;
    }
  }

  /** Opens nothing yet. */
  DeviceModel(HostedModel model, DeviceGraph.Opener opener, DeviceSettings settings) {
    this(model, opener, settings, GROWS_AFTER);
  }

  /**
   * Opens nothing yet.
   *
   * @param patience how often runs that were made smaller must work before larger ones are tried
   */
  DeviceModel(HostedModel model, DeviceGraph.Opener opener, DeviceSettings settings, int patience) {
    this.model = model;
    this.opener = opener;
    this.settings = settings;
    for (Part part : Part.values()) {
      runs.put(part, new Runs(settings.batch(), patience));
    }
  }

  /** The smallest runs of its graphs as a share of what the settings say; 1 where all have room. */
  synchronized double runShare() {
    return runs.values().stream().mapToInt(one -> one.batch).min().orElseThrow()
        / (double) settings.batch();
  }

  /**
   * Computes rows; returns when all are written.
   *
   * @throws EngineException if the device failed, has no room for a single row, or this is closed
   */
  void compute(Part part, Object[] in, Object[] out, int count) {
    while (true) {
      DeviceGraph graph = open(part);
      try {
        graph.compute(in, out, count);
        worked(part, graph);
        return;
      } catch (EngineException e) {
        if (!isReplaced(part, graph, e)) {
          throw e;
        }
      }
    }
  }

  /** The graph of a part, with runs as large as the device was found to have room for. */
  synchronized DeviceGraph open(Part part) {
    if (over) {
      throw new EngineException("the host of the engines is closed; open another one");
    }
    DeviceGraph graph = graphs.get(part);
    while (graph == null) {
      try {
        graph =
            new DeviceGraph(
                part.id(),
                part == Part.EXPLAINER ? model.explainer() : model.ensemble(),
                ports(part),
                opener,
                settings.withBatch(runs.get(part).batch));
      } catch (EngineException e) {
        if (!halved(part, e)) {
          throw e;
        }
      }
    }
    graphs.put(part, graph);
    return graph;
  }

  /** Whether another graph takes, or has taken, the place of one that failed. */
  private synchronized boolean isReplaced(Part part, DeviceGraph failed, EngineException why) {
    if (over) {
      return false;
    }
    if (graphs.get(part) != failed) {
      return true; // another thread met the same; what waited for the graph was refused
    }
    if (!halved(part, why)) {
      return false;
    }
    graphs.remove(part);
    failed.close();
    return true;
  }

  /** After a while of success with smaller runs, the next ones are larger. */
  private synchronized void worked(Part part, DeviceGraph graph) {
    Runs size = runs.get(part);
    if (size.batch == settings.batch()
        || over
        || graphs.get(part) != graph
        || ++size.worked < size.patience) {
      return;
    }
    int larger = Math.min(settings.batch(), 2 * size.batch);
    LOG.info(
        "{} of {} spectra at once had room for long, trying {}", part.id(), size.batch, larger);
    size.batch = larger;
    size.worked = 0;
    size.grown = true;
    graphs.remove(part);
    graph.close(); // what waits for it is computed by the next one
  }

  private boolean halved(Part part, EngineException why) {
    Runs size = runs.get(part);
    int batch = size.batch;
    if (batch == 1 || !DeviceGraph.isOutOfMemory(why)) {
      return false;
    }
    size.batch = batch / 2;
    size.worked = 0;
    if (size.grown) {
      size.grown = false;
      size.patience = Math.min(2 * size.patience, MOST_PATIENCE);
    }
    LOG.warn(
        "no room for {} of {} spectra at once, trying {}: {}",
        part.id(),
        batch,
        batch / 2,
        why.getMessage());
    return true;
  }

  /** In the order in which engines give their arrays. */
  private List<Port> ports(Part part) {
    if (part == Part.EXPLAINER) {
      GraphContract contract = model.explainer().contract();
      return List.of(contract.output(Meaning.LIME_WEIGHTS), contract.output(Meaning.LATENT));
    }
    GraphContract contract = model.ensemble().contract();
    List<Port> ports = new ArrayList<>();
    SCORES.stream().filter(contract::gives).map(contract::output).forEach(ports::add);
    if (part == Part.SCORES_AND_MAPS && contract.gives(Meaning.ACTIVATION_MAP)) {
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
