package org.spectrastreams.stream.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector in a thread of its own, many at a time. Who hands one over never
 * waits: where the queue is full, or the collector does not take them, they are dropped and
 * counted.
 */
final class OtlpSender implements AutoCloseable {
  /** Spans that may wait, about a kilobyte each. */
  static final int PLACES = 4_096;

  private static final int AT_ONCE = 512;
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long GATHER_MILLIS = 500;
  private static final long CLOSE_MILLIS = 2_000;
  private static final String PATH = "/v1/traces";
  private static final Logger LOG = LoggerFactory.getLogger(OtlpSender.class);

  private final URI address;
  private final OtlpJson json;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(PLACES);
  private final Counter sent;
  private final Counter dropped;
  private final Thread thread = new Thread(this::work, "traces");
  private volatile boolean closing;
  private boolean isDown;

  OtlpSender(URI collector, OtlpJson json, MeterRegistry registry) {
    this.address =
        collector.getPath().endsWith(PATH)
            ? collector
            : URI.create(collector.toString().replaceAll("/+$", "") + PATH);
    this.json = json;
    this.sent = counter(registry, "sent");
    this.dropped = counter(registry, "dropped");
    thread.setDaemon(true);
    thread.start();
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("spectra.traces.spans")
        .description("Spans of traces, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Takes a span, or drops it; returns at once. */
  void offer(Span span) {
    if (!waiting.offer(span)) {
      dropped.increment();
    }
  }

  private void work() {
    List<Span> batch = new ArrayList<>(AT_ONCE);
    try {
      while (!closing || !waiting.isEmpty()) {
        Span first = waiting.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, AT_ONCE - 1);
          send(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException closed) {
      dropped.increment((double) batch.size() + waiting.size());
    }
  }

  private void send(List<Span> spans) throws InterruptedException {
    try {
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(address)
                  .timeout(ANSWER)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(json.request(spans)))
                  .build(),
              BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        sent.increment(spans.size());
        isDown = false;
      } else {
        failed(spans, "it answers " + answer.statusCode());
      }
    } catch (IOException | RuntimeException | Error e) { // the thread would end without a word
      failed(spans, e.toString());
    }
  }

  private void failed(List<Span> spans, String why) {
    dropped.increment(spans.size());
    if (!isDown) {
      LOG.warn(
          "traces cannot be sent to {}: {}; they are dropped (spectra_traces_spans_total), and this"
              + " is said once",
          address,
          why);
    }
    isDown = true;
  }

  /** Sends what is waiting, for a moment, and stops. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join(CLOSE_MILLIS);
    thread.interrupt();
    thread.join(CLOSE_MILLIS);
  }
}
