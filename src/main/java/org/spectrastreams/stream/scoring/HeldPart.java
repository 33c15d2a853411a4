package org.spectrastreams.stream.scoring;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.spectrastreams.wire.block.SpectrumPart;
import org.spectrastreams.wire.proto.State;

/** A record that holds a part of a spectrum, as it came, with where it was read. Immutable. */
record HeldPart(SpectrumPart part, Record<byte[], byte[]> record, Place place) {
  /** Where a record was read. */
  record Place(String topic, int partition, long offset) implements RecordMetadata {
    static Place of(RecordMetadata read) {
      return new Place(read.topic(), read.partition(), read.offset());
    }
  }

  byte[] toBytes() {
    State.HeldPart.Builder held =
        State.HeldPart.newBuilder()
            .setValue(ByteString.copyFrom(record.value()))
            .setTimestamp(record.timestamp())
            .setTopic(place.topic())
            .setPartition(place.partition())
            .setOffset(place.offset())
            .setIdentity(part.identity())
            .setIndex(part.index())
            .setOf(part.of());
    if (record.key() != null) {
      held.setKey(ByteString.copyFrom(record.key()));
    }
    for (Header header : record.headers()) {
      State.HeldPart.Header.Builder one = State.HeldPart.Header.newBuilder().setName(header.key());
      if (header.value() != null) {
        one.setValue(ByteString.copyFrom(header.value()));
      }
      held.addHeaders(one);
    }
    return held.build().toByteArray();
  }

  static HeldPart of(byte[] stored) {
    try {
      State.HeldPart held = State.HeldPart.parseFrom(stored);
      RecordHeaders headers = new RecordHeaders();
      held.getHeadersList()
          .forEach(header -> headers.add(header.getName(), header.getValue().toByteArray()));
      return new HeldPart(
          new SpectrumPart(held.getIdentity(), held.getIndex(), held.getOf()),
          new Record<>(
              held.getKey().toByteArray(),
              held.getValue().toByteArray(),
              held.getTimestamp(),
              headers),
          new Place(held.getTopic(), held.getPartition(), held.getOffset()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the state of a part of a spectrum cannot be read", e);
    }
  }
}
