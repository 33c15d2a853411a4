package org.spectrastreams.cli.sending;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
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
public record ImageScan(long generation, OptionalLong since) {
  /**
   * The scan that follows on what an image shows, or goes on with it.
   *
   * @param fingerprint of what is sent
   * @param anew whether it is another scan even if the image shows one of this fingerprint
   */
  public static ImageScan after(Optional<Wire.ImageStatus> shown, int fingerprint, boolean anew) {
    long known = shown.map(Wire.ImageStatus::getGeneration).orElse(0L);
    long before = known >>> Integer.SIZE;
    if (before != 0 && (int) known == fingerprint && !anew) {
      return new ImageScan(known, OptionalLong.of(shown.get().getFirstRecordMs()));
    }
    return new ImageScan(
        ((before + 1) << Integer.SIZE) | Integer.toUnsignedLong(fingerprint), OptionalLong.empty());
  }

  /** What an image shows, as the topic of images tells it now; empty for one that is not known. */
  public static Optional<Wire.ImageStatus> shown(
      Map<String, Object> clientProperties, String topic, String image) {
    AtomicReference<Optional<Wire.ImageStatus>> newest = new AtomicReference<>(Optional.empty());
    CompactedTopic.forEach(
        clientProperties,
        topic,
        record -> {
          if (image.equals(record.key())) {
            newest.set(Optional.ofNullable(record.value()).map(ImageScan::parse));
          }
        });
    return newest.get();
  }

  private static Wire.ImageStatus parse(byte[] value) {
    try {
      return Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new KafkaException(
          "what the topic of images says of this image is no message of the service", e);
    }
  }
}
