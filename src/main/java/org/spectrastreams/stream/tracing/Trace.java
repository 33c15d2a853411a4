package org.spectrastreams.stream.tracing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The trace of one record while it is written or worked on. Without a collector it only hands on
 * the header that the record came with. For one thread.
 */
public final class Trace {
  /** Of a record without a trace where none is recorded. */
  static final Trace NONE =
      new Trace(null, Optional.empty(), Optional.empty(), Span.Kind.CONSUMER, "", Map.of(), 0);

  private final Tracer tracer;
  private final Optional<TraceParent> parent;
  private final Optional<TraceParent> own;
  private final Span.Kind kind;
  private final String name;
  private final Map<String, Object> attributes;
  private final long startNanos;
  private final long startedAt = System.nanoTime();
  private String error;

  /**
   * Begins.
   *
   * @param tracer takes the span
   * @param parent as it came with the record
   * @param own as it goes on; empty: as it came, and no span is recorded
   * @param startNanos Unix time in ns
   */
  Trace(
      Tracer tracer,
      Optional<TraceParent> parent,
      Optional<TraceParent> own,
      Span.Kind kind,
      String name,
      Map<String, Object> attributes,
      long startNanos) {
    this.tracer = tracer;
    this.parent = parent;
    this.own = own;
    this.kind = kind;
    this.name = name;
    this.attributes = new HashMap<>(attributes);
    this.startNanos = startNanos;
  }

  /** Says something of the record; an empty text says nothing. */
  public void put(String key, String value) {
    if (own.isPresent() && !value.isEmpty()) {
      attributes.put(key, value);
    }
  }

  /** Says a number of the record. */
  public void put(String key, long value) {
    if (own.isPresent()) {
      attributes.put(key, value);
    }
  }

  /**
   * The record could not be used.
   *
   * @param type the kind of reason, {@code error.type}
   */
  public void failed(String type, String message) {
    if (own.isPresent()) {
      put("error.type", type);
      error = message;
    }
  }

  /** What records that follow from this one carry; empty where it is no part of a trace. */
  public Optional<TraceParent> onward() {
    return own.or(() -> parent);
  }

  /** Hands the trace on to a record that follows from this one. */
  public void addTo(Headers headers) {
    onward().ifPresent(found -> found.addTo(headers));
  }

  /** The work on the record is done; its span is sent in the background. */
  public void end() {
    if (own.isPresent() && own.get().sampled()) {
      tracer.take(
          new Span(
              own.get().traceId(),
              own.get().spanId(),
              parent.map(TraceParent::spanId),
              kind,
              name,
              startNanos,
              startNanos + (System.nanoTime() - startedAt),
              attributes,
              Optional.ofNullable(error)));
    }
  }
}
