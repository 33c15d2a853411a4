package org.spectrastreams.stream.broker;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** How every topology here reads a topic: bytes, at the records' own time, from the beginning. */
public final class RecordSource {
  private RecordSource() {}

  /** Adds the source {@code node} that reads {@code topic}. */
  public static Topology addTo(Topology topology, String node, String topic) {
    return topology.addSource(
        AutoOffsetReset.earliest(),
        node,
        new RecordTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
  }
}
