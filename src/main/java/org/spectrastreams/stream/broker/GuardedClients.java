package org.spectrastreams.stream.broker;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** The clients of topologies: their consumers go on behind records that cannot be read. */
public final class GuardedClients extends DefaultKafkaClientSupplier {
  private final SetAside setAside;

  /** What is set aside is told to the topology in the record's place. */
  public GuardedClients(SetAside setAside) {
    this.setAside = setAside;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new GuardedConsumer<>(
        config,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        (from, offset, why) -> Optional.of(setAside.inPlaceOf(from, offset, why)));
  }
}
