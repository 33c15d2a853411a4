package org.spectrastreams.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.wire.proto.Wire;

/**
 * Which scan of an image a replay sends. The number is the same when a replay that was broken off
 * starts again, so that the service doubles nothing, and higher than that of any other scan that
 * the image shows: its upper half counts the scans, its lower half is a fingerprint of what is
 * sent.
 *
 * @param generation of all its blocks
 * @param since when the first record of this scan was written that has a result, in ms; empty where
 *     none is known, as when it is sent for the first time
 */
record ImageScan(long generation, OptionalLong since) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * The scan that follows on what an image shows, or goes on with it.
   *
   * @param fingerprint of what is sent
   * @param anew whether it is another scan even if the image shows one of this fingerprint
   */
  static ImageScan after(Optional<Wire.ImageStatus> shown, int fingerprint, boolean anew) {
    long known = shown.map(Wire.ImageStatus::getGeneration).orElse(0L);
    long before = known >>> Integer.SIZE;
    if (before != 0 && (int) known == fingerprint && !anew) {
      return new ImageScan(known, OptionalLong.of(shown.get().getFirstRecordMs()));
    }
    return new ImageScan(
        ((before + 1) << Integer.SIZE) | Integer.toUnsignedLong(fingerprint), OptionalLong.empty());
  }

  /** What an image shows, as the topic of images tells it now; empty for one that is not known. */
  static Optional<Wire.ImageStatus> shown(
      Map<String, Object> clientProperties, String topic, String image) {
    Optional<Wire.ImageStatus> newest = Optional.empty();
    try (KafkaConsumer<String, byte[]> consumer =
        CommittedConsumer.open(clientProperties, Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "topic " + topic + " was not read within " + PATIENCE.toSeconds() + " s; try again");
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (image.equals(record.key())) {
            newest = Optional.ofNullable(record.value()).map(ImageScan::parse);
          }
        }
      }
    }
    return newest;
  }

  private static Wire.ImageStatus parse(byte[] value) {
    try {
      return Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the topic of images holds no message of this service", e);
    }
  }
}
