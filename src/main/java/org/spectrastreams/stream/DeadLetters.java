package org.spectrastreams.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers that a dead letter carries beside the original key and bytes; all are UTF-8 text. */
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

  /** The version of the service that rejected it. */
  public static final String VERSION = "spectra.service.version";

  private DeadLetters() {}

  /** The text of one of these headers. */
  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
