package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.spectrastreams.stream.broker.GuardedClients;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.ServiceStartException;

/** A topology, its threads and what becomes of those that fail. Any thread. */
final class RunningTopology {
  private static final long START_SECONDS = 90;
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final String name;
  private final int threads;
  private final ThreadFailures failures = new ThreadFailures(System::currentTimeMillis);
  private final KafkaStreams streams;

  /**
   * Prepares the threads; nothing runs yet.
   *
   * @param name what its health check is called
   * @param threads how many there are by {@code settings}
   * @param setAside remembers records that cannot be read
   */
  RunningTopology(
      String name, int threads, Topology topology, Properties settings, SetAside setAside) {
    this.name = name;
    this.threads = threads;
    this.streams = new KafkaStreams(topology, settings, new GuardedClients(setAside));
    streams.setUncaughtExceptionHandler(failures);
  }

  /** Starts the threads and returns at once. */
  void start() {
    streams.start();
  }

  /**
   * Starts the threads and returns when they work.
   *
   * @throws ServiceStartException if they do not
   */
  void startAndWait() {
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

  /** For metrics. */
  KafkaStreams streams() {
    return streams;
  }

  /** Whether all its threads are alive. */
  Health.Check check() {
    KafkaStreams.State state = streams.state();
    boolean working = state == KafkaStreams.State.RUNNING || state.isRunningOrRebalancing();
    long alive =
        working
            ? streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count()
            : 0;
    String found =
        state
            + ", "
            + alive
            + " of "
            + threads
            + " threads alive"
            + failures.last().map(why -> "; last failure: " + why).orElse("");
    return new Health.Check(name, working && alive >= threads, found);
  }

  /**
   * Ends the threads and leaves the group, which hands the partitions to other instances at once.
   *
   * @return whether they ended in time
   */
  boolean close() {
    return streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE));
  }
}
