package org.spectrastreams.stream.scoring;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.RecordSource;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.score.ScorerPool;

/** Raw blocks → results and dead letters. */
public final class ScoringTopology {
  static final String RESULTS_SINK = "publish-results";
  static final String DEAD_LETTER_SINK = "reject-block";

  private static final String SOURCE = "read-raw";
  private static final String PROCESSOR = "score";

  // A held part is a record as long as a topic takes, and where it came from.
  private static final Map<String, String> CHANGELOG =
      Map.of("max.message.bytes", String.valueOf(2 << 20));

  private ScoringTopology() {}

  /** Adds the scoring nodes to a topology. */
  public static void addTo(
      Topology topology,
      Topics topics,
      ScorerPool pool,
      StreamMetrics metrics,
      Optional<Auditor> auditor,
      String version) {
    ByteArraySerializer out = new ByteArraySerializer();
    RecordSource.addTo(topology, SOURCE, topics.raw())
        .addProcessor(
            PROCESSOR, () -> new ScoringProcessor(pool, metrics, auditor, version), SOURCE)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(PartAssembler.STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG),
            PROCESSOR)
        .addSink(RESULTS_SINK, topics.results(), out, out, PROCESSOR)
        .addSink(DEAD_LETTER_SINK, topics.deadLetter(), out, out, PROCESSOR);
  }
}
