package org.spectrastreams.stream.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.spectrastreams.wire.Packed;

/**
 * Begins traces of records. The ids of a span follow from the record's place, so that work that a
 * crash rolled back has the same span when it is done again. Thread-safe.
 */
public final class Tracer implements AutoCloseable {
  /** Records nothing; headers are handed on. */
  public static final Tracer OFF = new Tracer(Optional.empty(), "");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Optional<OtlpSender> sender;
  private final String group;

  private Tracer(Optional<OtlpSender> sender, String group) {
    this.sender = sender;
    this.group = group;
  }

  /**
   * Sends spans to a collector.
   *
   * @param collector {@code http://host:4318}, or the whole address of its traces
   * @param group the group of consumers that the records are read by
   * @param instance this instance's id
   * @param version of the service
   * @param registry counts what was sent and dropped
   */
  public static Tracer to(
      URI collector, String group, String instance, String version, MeterRegistry registry) {
    return new Tracer(
        Optional.of(new OtlpSender(collector, new OtlpJson(instance, version), registry)), group);
  }

  /** Begins the trace of a record that is taken up. */
  public Trace take(Record<byte[], byte[]> record, RecordMetadata at) {
    Optional<TraceParent> parent = TraceParent.of(record.headers());
    if (sender.isEmpty()) {
      return parent.isEmpty()
          ? Trace.NONE
          : new Trace(this, parent, Optional.empty(), Span.Kind.CONSUMER, "", Map.of(), 0);
    }
    String place = at.topic() + "/" + at.partition() + "/" + at.offset() + "/" + record.timestamp();
    String traceId = parent.map(TraceParent::traceId).orElseGet(() -> hash(place, 16));
    boolean sampled = parent.map(TraceParent::sampled).orElse(true);
    TraceParent own = new TraceParent(traceId, hash(traceId + place, 8), sampled);
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("messaging.system", "kafka");
    attributes.put("messaging.operation.name", "process");
    attributes.put("messaging.operation.type", "process");
    attributes.put("messaging.destination.name", at.topic());
    attributes.put("messaging.destination.partition.id", String.valueOf(at.partition()));
    attributes.put("messaging.kafka.offset", at.offset());
    attributes.put("messaging.consumer.group.name", group);
    Instant now = Instant.now();
    attributes.put("spectra.waited.ms", Math.max(0, now.toEpochMilli() - record.timestamp()));
    return new Trace(
        this,
        parent,
        Optional.of(own),
        Span.Kind.CONSUMER,
        "process " + at.topic(),
        attributes,
        nanos(now));
  }

  /** Begins a trace with a record that is about to be written; it ends when the broker has it. */
  public Trace send(String topic) {
    if (sender.isEmpty()) {
      return Trace.NONE;
    }
    byte[] ids = new byte[24];
    RANDOM.nextBytes(ids);
    HexFormat hex = HexFormat.of();
    TraceParent own =
        new TraceParent(hex.formatHex(ids, 0, 16), hex.formatHex(ids, 16, ids.length), true);
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("messaging.system", "kafka");
    attributes.put("messaging.operation.name", "send");
    attributes.put("messaging.operation.type", "send");
    attributes.put("messaging.destination.name", topic);
    return new Trace(
        this,
        Optional.empty(),
        Optional.of(own),
        Span.Kind.PRODUCER,
        "send " + topic,
        attributes,
        nanos(Instant.now()));
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  void take(Span span) {
    sender.ifPresent(found -> found.offer(span));
  }

  private static String hash(String text, int bytes) {
    byte[] all = Packed.sha256(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(all, 0, bytes);
  }

  /** Sends what is waiting, for a moment. */
  @Override
  public void close() throws InterruptedException {
    if (sender.isPresent()) {
      sender.get().close();
    }
  }
}
