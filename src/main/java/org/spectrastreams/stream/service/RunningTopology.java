package org.spectrastreams.stream.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.GuardedClients;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.broker.SteadyTime;
import org.spectrastreams.stream.config.ServiceStartException;

/** A topology, its threads and what becomes of those that fail. Any thread. */
final class RunningTopology {
  private static final long START_SECONDS = 90;
  private static final Duration CLOSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHOUT_BROKER = Duration.ofSeconds(2);

  /**
   * How often metrics are looked for that Kafka has made since, as it does for a partition when
   * records of it come first. By itself the binder looks once a minute.
   */
  private static final Duration NEW_METRICS = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RunningTopology.class);

  private final String name;
  private final int threads;
  // No clock that is set counts failures longer, or less long.
  private final ThreadFailures failures =
      new ThreadFailures(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  private final Topology topology;
  private final Properties settings;
  private final SetAside setAside;
  private final BooleanSupplier brokerIsGone;
  private final Progress progress = new Progress();
  private volatile KafkaStreams streams;

  /**
   * Prepares the threads; nothing runs yet.
   *
   * @param name what its health check is called
   * @param threads how many there are by {@code settings}
   * @param setAside remembers records that cannot be read
   * @param brokerIsGone whether the broker failed for good: nothing can be ended in order then
   */
  RunningTopology(
      String name,
      int threads,
      Topology topology,
      Properties settings,
      SetAside setAside,
      BooleanSupplier brokerIsGone) {
    this.name = name;
    this.threads = threads;
    this.topology = topology;
    this.settings = settings;
    this.setAside = setAside;
    this.brokerIsGone = brokerIsGone;
    this.streams = make();
  }

  private KafkaStreams make() {
    KafkaStreams made =
        new KafkaStreams(
            topology, settings, new GuardedClients(setAside), SteadyTime.OF_THIS_MACHINE);
    made.setUncaughtExceptionHandler(failures);
    return made;
  }

  /**
   * Starts the threads and returns at once. State stores that cannot be opened are deleted: they
   * are built anew from their topics.
   */
  void start() {
    begin(any -> {});
  }

  private void begin(Consumer<KafkaStreams> prepare) {
    FormerMember.leaveIfOutgrown(topology, settings);
    try {
      prepare.accept(streams);
      streams.start();
    } catch (StreamsException | UncheckedIOException damaged) {
      LOG.warn(
          "state stores of {} cannot be opened ({}): they are deleted, and built anew from their"
              + " topics",
          name,
          ThreadFailures.rootMessage(damaged));
      streams.close(CLOSE); // what had begun must have ended before its folder can go
      streams.cleanUp();
      streams = make();
      prepare.accept(streams);
      streams.start();
    }
  }

  /**
   * Starts the threads and returns when they work.
   *
   * @throws ServiceStartException if they do not
   */
  void startAndWait() {
    CountDownLatch decided = new CountDownLatch(1);
    begin(
        begun ->
            begun.setStateListener(
                (state, before) -> {
                  boolean current = begun == streams;
                  if (current
                      && (state == KafkaStreams.State.RUNNING
                          || state.hasStartedOrFinishedShuttingDown())) {
                    decided.countDown();
                  }
                }));
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

  /** Kafka's part in it. */
  KafkaStreams streams() {
    return streams;
  }

  /**
   * Tells Kafka's metrics, those too that it makes later, within seconds.
   *
   * @param timer looks for them; it stays the caller's to end
   * @return ends the telling
   */
  AutoCloseable tellMetrics(MeterRegistry registry, ScheduledExecutorService timer) {
    KafkaStreamsMetrics metrics =
        new KafkaStreamsMetrics(streams, Tags.empty(), timer, NEW_METRICS);
    metrics.bindTo(registry);
    return metrics;
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
    Optional<String> stuck = working ? progress.trouble() : Optional.empty();
    return new Health.Check(
        name,
        working && alive >= threads && stuck.isEmpty(),
        found + stuck.map(why -> "; " + why).orElse(""));
  }

  /** Looks how far the threads have come; to be called every second or two. */
  void watch() {
    progress.look(
        System.nanoTime() / 1_000_000, Progress.of(streams.metrics()), setAside.threadsAtWork());
  }

  /**
   * Ends the threads and leaves the group, which hands the partitions to other instances at once.
   *
   * @return whether they ended in time
   */
  boolean close() {
    return streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(brokerIsGone.getAsBoolean() ? CLOSE_WITHOUT_BROKER : CLOSE));
  }
}
