package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.audit.AuditChoice;
import org.spectrastreams.stream.audit.AuditMetrics;
import org.spectrastreams.stream.audit.AuditProducer;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.score.ResultKinds;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.ServiceVersion;

/** The scoring and map topologies with the engines of their threads and the audits. */
final class Scoring {
  private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);

  private final Parts parts;
  private final DataFolder folder;
  private final MeterRegistry registry;
  private final ScorerPool pool;
  private final RunningTopology running;

  /**
   * Prepares everything; nothing runs yet.
   *
   * @param parts closes what this opens: the threads, then the audits, then the engines
   */
  Scoring(
      Parts parts,
      ServiceConfig config,
      Cluster cluster,
      DataFolder folder,
      CurrentDeployment deployment,
      EngineHost host,
      SetAside setAside,
      MeterRegistry registry) {
    this.parts = parts;
    this.folder = folder;
    this.registry = registry;
    this.pool =
        parts.keep(new ScorerPool(deployment, host, ResultKinds.found(), ServiceVersion.current()));
    StreamMetrics metrics = new StreamMetrics(registry, deployment);
    Gauge.builder("spectra.device.run.share", host, EngineHost::runShare)
        .description("Smallest runs on the device as a share of device.batch; below 1: no room")
        .register(registry);
    Optional<Auditor> auditor = auditor(config, cluster, deployment, host);
    Tracer tracer =
        config
            .tracingEndpoint()
            .map(
                collector ->
                    parts.keep(
                        Tracer.to(
                            collector,
                            config.applicationId(),
                            folder.instanceId(),
                            ServiceVersion.current(),
                            registry)))
            .orElse(Tracer.OFF);
    this.running =
        new RunningTopology(
            "streams",
            config.streamThreads(),
            Topologies.scoringAndMaps(config, deployment, pool, metrics, auditor, setAside, tracer),
            ClientSettings.streams(cluster.config(), cluster.bootstrapServers(), folder),
            setAside,
            () -> cluster.failure().isPresent());
    parts.keep(this::stop);
  }

  /** Audits where they are wanted; a pipeline that has something to audit may come later. */
  private Optional<Auditor> auditor(
      ServiceConfig config, Cluster cluster, CurrentDeployment deployment, EngineHost host) {
    if (config.auditFraction() == 0) {
      return Optional.empty();
    }
    AuditMetrics metrics = new AuditMetrics(registry, deployment);
    AuditProducer producer =
        parts.keep(
            new AuditProducer(
                cluster.clientProperties(),
                config.applicationId() + "-audits",
                config.topics().explanations(),
                metrics));
    return Optional.of(
        parts.keep(
            new Auditor(
                new AuditChoice(config.auditFraction(), config.auditConfidence()),
                config.auditBudget(),
                host,
                deployment,
                metrics,
                producer)));
  }

  /**
   * Drops what a killed process left in the state folder; before any topology starts.
   *
   * @throws ServiceStartException if the folder cannot be used
   */
  void takeState() {
    try {
      folder.beginWork();
    } catch (IOException e) {
      throw new ServiceStartException("the state folder cannot be used: " + e, e);
    }
  }

  /**
   * Returns when blocks are being scored.
   *
   * @throws ServiceStartException if the threads do not start
   */
  void startAndWait() {
    running.startAndWait();
    ScheduledExecutorService timer = EveryFewSeconds.timer("spectra-kafka-metrics");
    parts.keep(running.tellMetrics(registry, timer));
    parts.keep(timer::shutdownNow);
  }

  private void stop() throws IOException {
    if (running.close()) {
      folder.endWork();
    } else {
      LOG.warn("the stream threads did not end in time");
    }
  }

  RunningTopology running() {
    return running;
  }

  /** The engines of its threads. */
  ScorerPool pool() {
    return pool;
  }
}
