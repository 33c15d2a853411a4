package org.spectrastreams.stream.tracing;

import java.util.Map;
import java.util.Optional;

/**
 * What was done with one record, as OpenTelemetry has it.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentId 16 hexadecimal digits; empty: it is the first of its trace
 * @param kind which side of a topic it is on
 * @param name operation and topic, by the semantic conventions of messaging
 * @param startNanos Unix time in ns
 * @param endNanos Unix time in ns
 * @param attributes texts and whole numbers
 * @param error why it failed; empty: it did not
 */
record Span(
    String traceId,
    String spanId,
    Optional<String> parentId,
    Kind kind,
    String name,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    Optional<String> error) {
  /** Which side of a topic, with the number that OTLP has for it. */
  enum Kind {
    PRODUCER(4),
    CONSUMER(5);

    final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  /** Owns a copy of the attributes. */
  Span {
    attributes = Map.copyOf(attributes);
  }
}
