package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelControl;

/**
 * Looks at broker, threads, models and disk, when asked and every few seconds for the metrics. Any
 * thread.
 */
final class HealthChecks implements AutoCloseable {
  private static final int BROKER_TIMEOUT_MS = 2_000;
  private static final long INTERVAL_SECONDS = 5;

  private final Cluster cluster;
  private final Scoring scoring;
  private final Asking asking;
  private final ModelControl models;
  private final Path folder;
  private final long minimumFreeBytes;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> everyFewSeconds;
  private volatile Health last;

  HealthChecks(
      Cluster cluster,
      Scoring scoring,
      Asking asking,
      ModelControl models,
      ServiceConfig config,
      MeterRegistry registry) {
    this.cluster = cluster;
    this.scoring = scoring;
    this.asking = asking;
    this.models = models;
    this.folder = config.dataDir();
    this.minimumFreeBytes = config.minimumFreeBytes();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "health");
              thread.setDaemon(true);
              return thread;
            });
    this.last = check();
    for (Health.Check check : last.checks()) {
      Gauge.builder("spectra.health", () -> isUp(check.name()) ? 1 : 0)
          .description("1 where the check is up")
          .tag("check", check.name())
          .register(registry);
    }
    this.everyFewSeconds =
        timer.scheduleWithFixedDelay(
            this::check, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  private boolean isUp(String name) {
    return last.checks().stream().anyMatch(check -> check.name().equals(name) && check.up());
  }

  /** Checks everything now; takes up to two seconds where the broker does not answer. */
  Health check() {
    Health now =
        new Health(
            List.of(
                broker(), scoring.running().check(), asking.running().check(), models(), disk()));
    last = now;
    return now;
  }

  /** A refused version leaves the one before at work, so it is told and makes nothing DOWN. */
  private Health.Check models() {
    List<String> told = new ArrayList<>(List.of(scoring.pool().state()));
    told.addAll(models.refusals());
    told.addAll(models.newerVersions());
    if (!models.isFollowing()) {
      told.add("changes of models are not heard of any more; restart the service");
    }
    return new Health.Check(
        "models", scoring.pool().isUp() && models.isFollowing(), String.join("; ", told));
  }

  private Health.Check broker() {
    Optional<String> failure = cluster.failure();
    if (failure.isPresent()) {
      return new Health.Check("broker", false, "the embedded broker failed: " + failure.get());
    }
    try {
      int nodes =
          cluster
              .admin()
              .describeCluster(new DescribeClusterOptions().timeoutMs(BROKER_TIMEOUT_MS))
              .nodes()
              .get(BROKER_TIMEOUT_MS + 500L, TimeUnit.MILLISECONDS)
              .size();
      return nodes > 0
          ? new Health.Check("broker", true, nodes + " reachable")
          : new Health.Check("broker", false, "no broker of the cluster is alive");
    } catch (ExecutionException | TimeoutException e) {
      return new Health.Check(
          "broker", false, "no answer within " + BROKER_TIMEOUT_MS + " ms: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Health.Check("broker", false, "the check was interrupted");
    }
  }

  private Health.Check disk() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String found =
          free / 1_000_000
              + " MB free under "
              + folder
              + "; "
              + minimumFreeBytes / 1_000_000
              + " MB needed";
      return new Health.Check("disk", free >= minimumFreeBytes, found);
    } catch (IOException e) {
      return new Health.Check("disk", false, folder + " cannot be read: " + e);
    }
  }

  @Override
  public void close() {
    everyFewSeconds.cancel(true);
    timer.shutdownNow();
  }
}
