package org.spectrastreams.stream.scoring;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.GuardedProcessor;
import org.spectrastreams.stream.broker.RecordSource;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.tracing.Tracer;

/** Raw blocks → results and dead letters. */
public final class ScoringTopology {
  /** The longest time that a block's result is remembered. */
  public static final Duration REMEMBERED = ScoredBlocks.LONGEST;

  static final String RESULTS_SINK = "publish-results";
  static final String DEAD_LETTER_SINK = "reject-block";

  private static final String SOURCE = "read-raw";
  private static final String PROCESSOR = "score";

  // A held part is a record as long as a topic takes, and where it came from.
  private static final Map<String, String> PARTS_CHANGELOG =
      Map.of("max.message.bytes", String.valueOf(2 << 20));

  private ScoringTopology() {}

  /**
   * Adds the scoring nodes to a topology.
   *
   * @param events what results carry in their headers
   * @param setAside remembers records that ended a thread
   * @param tracer hears of every block
   * @param remembered how long a block's result is remembered at most, in ms; no longer than its
   *     image
   */
  public static void addTo(
      Topology topology,
      Topics topics,
      ScorerPool pool,
      StreamMetrics metrics,
      Optional<Auditor> auditor,
      ResultEvents events,
      SetAside setAside,
      String version,
      long remembered,
      Tracer tracer) {
    ByteArraySerializer out = new ByteArraySerializer();
    RejectionLog rejections = new RejectionLog();
    GuardedProcessor.Guard guard =
        new GuardedProcessor.Guard(
            setAside,
            failed -> failed instanceof EngineException,
            metrics::rejected,
            DEAD_LETTER_SINK,
            version);
    RecordSource.addTo(topology, SOURCE, topics.raw())
        .addProcessor(
            PROCESSOR,
            () ->
                new GuardedProcessor(
                    new ScoringProcessor(
                        pool, metrics, auditor, events, version, remembered, rejections, tracer),
                    guard),
            SOURCE)
        .addStateStore(store(PartAssembler.STORE, PARTS_CHANGELOG), PROCESSOR)
        .addStateStore(store(ScoredBlocks.STORE, Map.of()), PROCESSOR)
        .addSink(RESULTS_SINK, topics.results(), out, out, PROCESSOR)
        .addSink(DEAD_LETTER_SINK, topics.deadLetter(), out, out, PROCESSOR);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(
      String name, Map<String, String> changelog) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelog);
  }
}
