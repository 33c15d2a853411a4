package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.asking.ExplainMetrics;
import org.spectrastreams.stream.asking.ExplainQueue;
import org.spectrastreams.stream.asking.ExplainSettings;
import org.spectrastreams.stream.asking.ExplainTopology;
import org.spectrastreams.stream.asking.SpectrumExplainer;
import org.spectrastreams.stream.audit.AuditChoice;
import org.spectrastreams.stream.audit.AuditMetrics;
import org.spectrastreams.stream.audit.AuditProducer;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.config.ServiceVersion;
import org.spectrastreams.stream.maps.MapSettings;
import org.spectrastreams.stream.maps.MapTopology;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.ResultKinds;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.scoring.ScoringTopology;

/**
 * The running service without its HTTP side: the embedded broker where no cluster is configured,
 * the topics, the models and the topologies. Any thread may ask it; one closes it.
 */
public final class StreamService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamService.class);
  private static final long START_SECONDS = 90;
  private static final Duration READ_BACK = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final ServiceConfig config;
  private final Pipelines pipelines;
  // Closed last in, first out.
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private String bootstrapServers;
  private HealthChecks health;

  private StreamService(ServiceConfig config, Pipelines pipelines) {
    this.config = config;
    this.pipelines = pipelines;
  }

  /**
   * Starts everything and returns when records are being processed.
   *
   * @param registry receives the service's metrics; it stays the caller's to close
   * @throws ServiceStartException if a part cannot start; what had started is closed again
   */
  public static StreamService start(ServiceConfig config, MeterRegistry registry) {
    StreamService service;
    try {
      service = new StreamService(config, Pipelines.load(config.pipelinesDir()));
    } catch (IOException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
    try {
      service.start(registry);
      return service;
    } catch (EngineException e) {
      service.close();
      throw new ServiceStartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void start(MeterRegistry registry) {
    Device device = device();
    // Models load while the broker starts.
    CompletableFuture<List<LoadedPipeline>> loading =
        CompletableFuture.supplyAsync(
            () -> LoadedPipeline.loadAll(pipelines, new ModelStore(config.modelStore())));
    DataFolder folder = keep(DataFolder.take(config.dataDir()));
    Supplier<String> brokerFailure = () -> "";
    if (config.hasEmbeddedBroker()) {
      EmbeddedBroker broker = keep(EmbeddedBroker.start(config.dataDir(), config.brokerPort()));
      bootstrapServers = broker.bootstrapServers();
      brokerFailure = () -> broker.failure().orElse("");
    } else {
      bootstrapServers = config.kafka().get("bootstrap.servers");
    }
    Admin admin = keep(Admin.create(clientProperties()));
    TopicSetup.ensure(admin, config);
    List<LoadedPipeline> loaded = join(loading);
    ScorerPool pool =
        keep(new ScorerPool(loaded, device, ResultKinds.found(), ServiceVersion.current()));
    ThreadFailures explainFailures = new ThreadFailures(System::currentTimeMillis);
    KafkaStreams explaining =
        explaining(loaded, device, folder, new ExplainMetrics(registry), explainFailures);
    ThreadFailures failures = new ThreadFailures(System::currentTimeMillis);
    KafkaStreams streams =
        new KafkaStreams(
            topology(
                config,
                pipelines,
                pool,
                new StreamMetrics(registry, loaded),
                auditor(loaded, device, registry)),
            ClientSettings.streams(config, bootstrapServers, folder));
    keep(() -> close(streams, folder));
    beginWork(folder);
    streams.setUncaughtExceptionHandler(failures);
    explaining.start(); // while the others get ready
    runUntilReady(streams, failures);
    KafkaStreamsMetrics binder = keep(new KafkaStreamsMetrics(streams));
    binder.bindTo(registry);
    health =
        keep(
            new HealthChecks(
                admin,
                streams,
                failures,
                explaining,
                explainFailures,
                pool,
                config,
                brokerFailure,
                registry));
    LOG.info(
        "pipelines {} on {}, topics {}*",
        pipelines.names(),
        bootstrapServers,
        config.topics().prefix());
  }

  private SpectrumExplainer explainer(List<LoadedPipeline> loaded, Device device) {
    return new SpectrumExplainer(
        loaded, device, config.explainSamplesMax(), ServiceVersion.current());
  }

  /** Audits where they are wanted and a pipeline has something to audit. */
  private Optional<Auditor> auditor(
      List<LoadedPipeline> loaded, Device device, MeterRegistry registry) {
    if (config.auditFraction() == 0
        || loaded.stream().allMatch(pipeline -> pipeline.contexts().isEmpty())) {
      return Optional.empty();
    }
    AuditMetrics metrics = new AuditMetrics(registry, loaded);
    AuditProducer producer =
        keep(
            new AuditProducer(
                clientProperties(),
                config.applicationId() + "-audits",
                config.topics().explanations(),
                metrics));
    return Optional.of(
        keep(
            new Auditor(
                new AuditChoice(config.auditFraction(), config.auditConfidence()),
                config.auditBudget(),
                device,
                metrics,
                producer)));
  }

  /** The explain topology, not yet started. */
  private KafkaStreams explaining(
      List<LoadedPipeline> loaded,
      Device device,
      DataFolder folder,
      ExplainMetrics metrics,
      ThreadFailures failures) {
    SpectrumExplainer explainer = keep(explainer(loaded, device));
    RecordReader reader =
        keep(
            new RecordReader(
                clientProperties(), config.applicationId() + "-read-back", 1, READ_BACK));
    KafkaStreams explaining =
        new KafkaStreams(
            ExplainTopology.of(
                config.topics(),
                new ExplainSettings(
                    explainer,
                    reader::read,
                    config.topics().raw(),
                    config.partitions(),
                    new ExplainQueue(config.explainQueue()),
                    config.explainTimeoutMillis(),
                    metrics,
                    ServiceVersion.current())),
            ClientSettings.explain(config, bootstrapServers, folder));
    explaining.setUncaughtExceptionHandler(failures);
    keep(
        () ->
            explaining.close(
                CloseOptions.groupMembershipOperation(
                        CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE)));
    return explaining;
  }

  private Device device() {
    try {
      return Device.parse(config.device());
    } catch (IllegalArgumentException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private static List<LoadedPipeline> join(CompletableFuture<List<LoadedPipeline>> loading) {
    try {
      return loading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Both topologies in one application. */
  public static Topology topology(
      ServiceConfig config,
      Pipelines pipelines,
      ScorerPool pool,
      StreamMetrics metrics,
      Optional<Auditor> auditor) {
    Topology topology = new Topology();
    String version = ServiceVersion.current();
    ScoringTopology.addTo(topology, config.topics(), pool, metrics, auditor, version);
    MapTopology.addTo(
        topology,
        config.topics(),
        new MapSettings(
            pipelines,
            config.imageTimeoutSeconds() * 1000L,
            config.imageRetentionMillis(),
            version),
        metrics);
    return topology;
  }

  private static void runUntilReady(KafkaStreams streams, ThreadFailures failures) {
    CountDownLatch decided = new CountDownLatch(1);
    streams.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING || state.hasStartedOrFinishedShuttingDown()) {
            decided.countDown();
          }
        });
    streams.start();
    try {
      if (!decided.await(START_SECONDS, TimeUnit.SECONDS)
          || !streams.state().isRunningOrRebalancing()) {
        throw new ServiceStartException(
            "the topologies did not start within "
                + START_SECONDS
                + " s; they are "
                + streams.state()
                + failures.last().map(why -> ": " + why).orElse(""));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted while the topologies started", e);
    }
  }

  private static void beginWork(DataFolder folder) {
    try {
      folder.beginWork();
    } catch (IOException e) {
      throw new ServiceStartException("the state folder cannot be used: " + e, e);
    }
  }

  private static void close(KafkaStreams streams, DataFolder folder) throws IOException {
    // Leaving the group hands the partitions to other instances at once.
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE));
    if (closed) {
      folder.endWork();
    } else {
      LOG.warn("the stream threads did not end within {} s", CLOSE.toSeconds());
    }
  }

  /** The configuration in use. */
  public ServiceConfig config() {
    return config;
  }

  /** The pipelines that records may name. */
  public Pipelines pipelines() {
    return pipelines;
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Properties that any Kafka client of this service needs: servers and security. */
  public Map<String, Object> clientProperties() {
    return ClientSettings.common(config, bootstrapServers);
  }

  /**
   * Whether broker, threads, models and disk are as they should be, as of now; takes up to two
   * seconds where the broker does not answer.
   */
  public Health health() {
    return health.check();
  }

  /** Stops the topologies, then the engines, then the broker; returns when they are stopped. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed", part.getClass().getSimpleName(), e);
      }
    }
  }
}
