package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.control.ModelControl;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;

/**
 * The running service without its HTTP side: the embedded broker where no cluster is configured,
 * the topics, the models and the topologies. Any thread may ask it; one closes it.
 */
public final class StreamService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamService.class);

  private final ServiceConfig config;
  private final CurrentDeployment pipelines;
  private final Parts parts = new Parts();
  private final Cluster cluster;
  private final ModelControl models;
  private final HealthChecks health;

  /**
   * Starts everything and returns when records are being processed.
   *
   * @param registry receives the service's metrics; it stays the caller's to close
   * @throws ServiceStartException if a part cannot start; what had started is closed again
   */
  public static StreamService start(ServiceConfig config, MeterRegistry registry) {
    try {
      return new StreamService(config, Pipelines.load(config.pipelinesDir()), registry);
    } catch (IOException | EngineException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
  }

  /**
   * The same with a pipeline for every model of the store that no file names, called like it.
   *
   * @throws ServiceStartException as {@link #start}
   */
  public static StreamService startWithEveryModel(ServiceConfig config, MeterRegistry registry) {
    try {
      return new StreamService(
          config, Pipelines.load(config.pipelinesDir()).andOf(sound(config)), registry);
    } catch (IOException | EngineException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
  }

  /** The models of the store that can be opened; a damaged one that no file names is left out. */
  private static Set<String> sound(ServiceConfig config) {
    ModelStore store = config.openModelStore();
    Set<String> names = new TreeSet<>();
    for (ModelId id : store.list()) {
      try {
        names.add(store.open(id.name()).id().name());
      } catch (EngineException e) {
        LOG.warn("model {} gets no pipeline of its own: {}", id.name(), e.getMessage());
      }
    }
    return names;
  }

  private StreamService(ServiceConfig config, Pipelines pipelines, MeterRegistry registry) {
    this.config = config;
    try {
      EngineHost host = parts.keep(EngineHost.on(devices(config), config.deviceSettings()));
      // Models load while the broker starts.
      CompletableFuture<Deployment> loading =
          CompletableFuture.supplyAsync(() -> load(pipelines, config, host));
      DataFolder folder = parts.keep(DataFolder.take(config.dataDir()));
      DiskRoom.of(config).require();
      cluster = new Cluster(parts, config);
      CurrentDeployment deployment = new CurrentDeployment(join(loading));
      this.pipelines = deployment;
      models = parts.keep(control(folder, deployment, host));
      JoiningRule.require(
          config, cluster.admin(), models.state(), folder.instanceId(), deployment.get());
      SetAside setAside = new SetAside(config.dataDir());
      Asking asking =
          new Asking(parts, config, cluster, folder, deployment, host, setAside, registry);
      Scoring scoring =
          new Scoring(parts, config, cluster, folder, deployment, host, setAside, registry);
      scoring.takeState();
      asking.running().start(); // while the others get ready
      scoring.startAndWait();
      health = parts.keep(new HealthChecks(cluster, scoring, asking, models, config, registry));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
    LOG.info(
        "started: pipelines {} on {}, topics {}*",
        this.pipelines.names(),
        cluster.bootstrapServers(),
        config.topics().prefix());
  }

  /** Follows the control topic, which it has read: nothing is scored by another version before. */
  private ModelControl control(DataFolder folder, CurrentDeployment deployment, EngineHost host) {
    try {
      return ModelControl.start(
          cluster.clientProperties(),
          config.topics().models(),
          folder.instanceId(),
          System.getenv().getOrDefault("HOSTNAME", ""),
          config.openModelStore(),
          host,
          deployment);
    } catch (KafkaException e) {
      throw new ServiceStartException(
          config.topics().models() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Device> devices(ServiceConfig config) {
    try {
      List<Device> devices = Device.parseAll(config.device());
      devices.forEach(EngineHost::requireUsable);
      return devices;
    } catch (IllegalArgumentException | EngineException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
  }

  /** The newest version of every model, each proven on the device before a block needs it. */
  private static Deployment load(Pipelines pipelines, ServiceConfig config, EngineHost host) {
    Deployment deployment =
        Deployment.of(LoadedPipeline.loadAll(pipelines, config.openModelStore()));
    for (LoadedPipeline loaded : deployment.active()) {
      loaded.model().ifPresent(host::prepare);
    }
    return deployment;
  }

  private static Deployment join(CompletableFuture<Deployment> loading) {
    try {
      return loading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** The configuration in use. */
  public ServiceConfig config() {
    return config;
  }

  /** The pipelines that records may name, as they are just then. */
  public KnownPipelines pipelines() {
    return pipelines;
  }

  /** Which versions of their models the pipelines use, and how that is changed. */
  public ModelControl models() {
    return models;
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Properties that any Kafka client of this service needs: servers and security. */
  public Map<String, Object> clientProperties() {
    return cluster.clientProperties();
  }

  /**
   * Whether broker, threads, models and disk are as they should be, as of now; takes up to eight
   * seconds where the broker does not answer. Who asks meanwhile waits up to two seconds for a look
   * that begins then, and is told what was found before where that is too short.
   */
  public Health health() {
    return health.check();
  }

  /**
   * Why the service cannot go on, as soon as that is so: a disk that is nearly full, a broker that
   * failed for good. Whoever runs it closes it then, and says why.
   */
  public CompletableFuture<String> end() {
    return health.end().copy();
  }

  /** Stops the topologies, then the engines, then the broker; returns when they are stopped. */
  @Override
  public void close() {
    LOG.info("stopping");
    parts.close();
    LOG.info("stopped");
  }
}
