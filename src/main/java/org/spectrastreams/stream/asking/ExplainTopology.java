package org.spectrastreams.stream.asking;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.broker.GuardedProcessor;
import org.spectrastreams.stream.broker.RecordSource;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.Topics;

/**
 * Requests → explanations. An application of its own with one thread, so that a request never waits
 * for a block or a block for a request.
 */
public final class ExplainTopology {
  static final String EXPLANATIONS_SINK = "publish-explanations";
  static final String DEAD_LETTER_SINK = "reject-request";

  private static final String SOURCE = "read-requests";
  private static final String PROCESSOR = "explain";

  /**
   * A store that nothing is written to. Kafka Streams keeps the identity of an instance, and with
   * it the id of its transactions, over restarts only where a topology has a store on disk. Without
   * it an instance that was killed in a transaction would come back under a new id, and its old
   * transaction would hide every answer until it timed out.
   */
  private static final String IDENTITY = "identity";

  private ExplainTopology() {}

  public static Topology of(Topics topics, ExplainSettings settings, SetAside setAside) {
    GuardedProcessor.Guard guard =
        new GuardedProcessor.Guard(
            setAside,
            failed -> failed instanceof EngineException,
            rejected -> settings.metrics().refused("dead-letter"),
            DEAD_LETTER_SINK,
            settings.version());
    ByteArraySerializer out = new ByteArraySerializer();
    return RecordSource.addTo(new Topology(), SOURCE, topics.explainRequests())
        .addProcessor(
            PROCESSOR, () -> new GuardedProcessor(new ExplainProcessor(settings), guard), SOURCE)
        .addSink(EXPLANATIONS_SINK, topics.explanations(), out, out, PROCESSOR)
        .addSink(DEAD_LETTER_SINK, topics.deadLetter(), out, out, PROCESSOR)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(IDENTITY),
                    Serdes.ByteArray(),
                    Serdes.ByteArray())
                .withLoggingDisabled(),
            PROCESSOR);
  }
}
