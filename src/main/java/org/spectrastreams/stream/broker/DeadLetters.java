package org.spectrastreams.stream.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RecordOrigin;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * The headers that a dead letter carries beside the original key, value and headers; all are UTF-8
 * text.
 */
public final class DeadLetters {
  /** A {@link RejectReason#id()}. */
  public static final String REASON = "spectra.error.reason";

  /** What was found and what was expected. */
  public static final String MESSAGE = "spectra.error.message";

  /** The topic the record came from. */
  public static final String TOPIC = "spectra.error.topic";

  /** Its partition. */
  public static final String PARTITION = "spectra.error.partition";

  /** Its offset. */
  public static final String OFFSET = "spectra.error.offset";

  /** How many spectra the record holds where that could be read, else 1. */
  public static final String SPECTRA = "spectra.error.spectra";

  /** Present where the value was cut because no topic could take it: its length in bytes. */
  public static final String ORIGINAL_LENGTH = "spectra.error.original-length";

  /** Present where the value was cut: its SHA-256, 64 lower-case hexadecimal digits. */
  public static final String ORIGINAL_SHA256 = "spectra.error.original-sha256";

  /** Present where the record's own headers are left out, likewise: their length in bytes. */
  public static final String ORIGINAL_HEADERS_LENGTH = "spectra.error.original-headers-length";

  /** Present where the key was cut, likewise: its length in bytes. */
  public static final String ORIGINAL_KEY_LENGTH = "spectra.error.original-key-length";

  /** The version of the service that rejected it. */
  public static final String VERSION = "spectra.service.version";

  /** The pipeline that the record names; present where that could be read. */
  public static final String PIPELINE = "spectra.error.pipeline";

  /** The image that it is of; this and the next three are present where it is of one. */
  public static final String IMAGE = "spectra.error.image";

  /** The whole image in pixels, {@code 64x48}. */
  public static final String FRAME = "spectra.error.frame";

  /** The scan of the image; 0 where that is not told. */
  public static final String GENERATION = "spectra.error.generation";

  /** The number of the block in the image. */
  public static final String SEQUENCE = "spectra.error.sequence";

  /** What the names of those that are no others' begin with. */
  static final String PREFIX = "spectra.error.";

  private static final int TEXT_LENGTH = 1_000;

  // With the headers above, both fit into the room that the topic has beside the value.
  private static final int KEY_BYTES = 8 << 10;
  private static final int HEADERS_BYTES = 32 << 10;

  private DeadLetters() {}

  /** The text of one of these headers, as much of it as the service writes. */
  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(
            new String(
                header.value(),
                0,
                Math.min(header.value().length, 3 * TEXT_LENGTH), // bytes of a character
                StandardCharsets.UTF_8));
  }

  /** How many spectra a letter stands for; 1 where that is not said in numbers. */
  public static long spectra(Headers headers) {
    return text(headers, SPECTRA)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Long::valueOf)
        .orElse(1L);
  }

  /**
   * The dead letter of a record. It fits its topic whatever the record was: a batch that was
   * compressed may hold a value, a key or headers that no topic takes without.
   */
  public static Record<byte[], byte[]> record(
      Record<byte[], byte[]> original,
      RecordMetadata place,
      RejectedRecordException rejected,
      String version) {
    long ownHeaders = length(original.headers());
    Headers headers = new RecordHeaders();
    if (ownHeaders > HEADERS_BYTES) {
      put(headers, ORIGINAL_HEADERS_LENGTH, String.valueOf(ownHeaders));
    } else {
      original.headers().forEach(header -> addUnlessOfALetter(headers, header));
    }
    byte[] key = original.key();
    if (key != null && key.length > KEY_BYTES) {
      put(headers, ORIGINAL_KEY_LENGTH, String.valueOf(key.length));
      key = Arrays.copyOf(key, KEY_BYTES);
    }
    String message = rejected.getMessage();
    put(headers, REASON, rejected.reason().id());
    put(headers, MESSAGE, message);
    put(headers, TOPIC, place.topic());
    put(headers, PARTITION, String.valueOf(place.partition()));
    put(headers, OFFSET, String.valueOf(place.offset()));
    put(headers, SPECTRA, String.valueOf(rejected.spectra()));
    put(headers, VERSION, version);
    rejected.origin().ifPresent(origin -> put(headers, origin));
    byte[] value = original.value();
    if (value != null && value.length > TopicSetup.DEAD_LETTER_BYTES) {
      put(headers, ORIGINAL_LENGTH, String.valueOf(value.length));
      put(headers, ORIGINAL_SHA256, HexFormat.of().formatHex(Packed.sha256(value)));
      value = Arrays.copyOf(value, TopicSetup.DEAD_LETTER_BYTES);
    }
    return new Record<>(key, value, original.timestamp(), headers);
  }

  /** What a letter says of itself is for the service to say, not for whoever sent the record. */
  private static void addUnlessOfALetter(Headers headers, Header header) {
    if (!header.key().startsWith(PREFIX) && !header.key().equals(VERSION)) {
      headers.add(header);
    }
  }

  private static long length(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() * 3L + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  private static void put(Headers headers, RecordOrigin origin) {
    if (!origin.pipeline().isEmpty()) {
      put(headers, PIPELINE, origin.pipeline());
    }
    if (!origin.imageId().isEmpty()) {
      put(headers, IMAGE, origin.imageId());
      put(
          headers,
          FRAME,
          Integer.toUnsignedString(origin.width())
              + "x"
              + Integer.toUnsignedString(origin.height()));
      put(headers, GENERATION, Long.toUnsignedString(origin.generation()));
      put(headers, SEQUENCE, Long.toUnsignedString(origin.sequence()));
    }
  }

  private static void put(Headers headers, String name, String text) {
    headers.remove(name);
    String fitting = text.substring(0, Math.min(text.length(), TEXT_LENGTH));
    headers.add(name, fitting.getBytes(StandardCharsets.UTF_8));
  }
}
