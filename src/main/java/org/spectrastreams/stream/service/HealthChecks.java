package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.spectrastreams.stream.broker.SteadyTime;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelControl;

/**
 * Looks at broker, threads, models and disk, when asked and every few seconds for the metrics. Any
 * thread.
 */
final class HealthChecks implements AutoCloseable {
  private static final int BROKER_TIMEOUT_MS = 2_000;
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Scoring scoring;
  private final Asking asking;
  private final ModelControl models;
  private final String raw;
  private final Map<TopicPartition, OffsetSpec> leaders = new HashMap<>();
  private final DiskRoom disk;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final LastLook<Health> last;
  private final EveryFewSeconds everyFewSeconds;

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
    this.disk = DiskRoom.of(config);
    this.raw = config.topics().raw();
    for (String topic : List.of(config.topics().raw(), config.topics().results())) {
      for (int partition = 0; partition < cluster.partitions(topic); partition++) {
        leaders.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    this.last = new LastLook<>(this::found, Duration.ofMillis(BROKER_TIMEOUT_MS));
    this.everyFewSeconds = new EveryFewSeconds("health", INTERVAL, this::look);
    for (Health.Check check : last.last().checks()) {
      Gauge.builder("spectra.health", () -> isUp(check.name()) ? 1 : 0)
          .description("1 where the check is up")
          .tag("check", check.name())
          .register(registry);
    }
  }

  private boolean isUp(String name) {
    return !everyFewSeconds.isFailing()
        && last.last().checks().stream().anyMatch(check -> check.name().equals(name) && check.up());
  }

  private void look() {
    scoring.running().watch();
    asking.running().watch();
    check();
    disk.tooLittle()
        .or(() -> cluster.failure().map(why -> "the embedded broker failed: " + why))
        .ifPresent(end::complete);
  }

  /** Why the service cannot go on, as soon as that is so. */
  CompletableFuture<String> end() {
    return end;
  }

  /**
   * Checks everything now; takes up to eight seconds where the broker does not answer. Who asks
   * while that is done waits up to two seconds for a check that begins then, and is told what was
   * found before where that is too short.
   */
  Health check() {
    return last.now();
  }

  private Health found() {
    return new Health(
        List.of(
            broker(), scoring.running().check(), asking.running().check(), models(), disk.check()));
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
      if (nodes == 0) {
        return new Health.Check("broker", false, "no broker of the cluster is alive");
      }
      // What a cluster without a quorum says of itself is what it said last: every leader is asked.
      cluster
          .admin()
          .listOffsets(leaders, new ListOffsetsOptions().timeoutMs(BROKER_TIMEOUT_MS))
          .all()
          .get(BROKER_TIMEOUT_MS + 500L, TimeUnit.MILLISECONDS);
      if (!isChangeable()) {
        return new Health.Check(
            "broker",
            false,
            "no controller of the cluster answers: what was written can be read, and nothing more"
                + " can be written; are most of the controllers alive?");
      }
      return new Health.Check(
          "broker",
          true,
          nodes + " known, the leaders of " + leaders.size() + " partitions answer");
    } catch (ExecutionException | TimeoutException e) {
      return new Health.Check(
          "broker",
          false,
          "no answer within "
              + BROKER_TIMEOUT_MS
              + " ms: "
              + e.getMessage()
              + SteadyTime.OF_THIS_MACHINE.whyNoBroker());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Health.Check("broker", false, "the check was interrupted");
    }
  }

  /**
   * Whether the cluster can change anything. Without a quorum of its controllers the leaders that
   * are left answer as before. It is asked by a wish for a topic that there is, which changes
   * nothing.
   */
  private boolean isChangeable() throws InterruptedException, TimeoutException {
    try {
      cluster
          .admin()
          .createTopics(
              List.of(new NewTopic(raw, Optional.empty(), Optional.empty())),
              new CreateTopicsOptions().validateOnly(true).timeoutMs(BROKER_TIMEOUT_MS))
          .all()
          .get(BROKER_TIMEOUT_MS + 500L, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      // That it exists, or that this client may not make topics, is the answer of a controller.
      return !(e.getCause() instanceof RetriableException);
    }
  }

  @Override
  public void close() {
    everyFewSeconds.close();
  }
}
