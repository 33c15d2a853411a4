package org.spectrastreams.stream.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Fixture: a collector of traces, that takes OTLP/HTTP in JSON and keeps it. */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);

  public Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/v1/traces",
        exchange -> {
          JsonNode request = new JsonMapper().readTree(exchange.getRequestBody().readAllBytes());
          boolean json =
              "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
          int answer = json && exchange.getRequestMethod().equals("POST") ? status.get() : 415;
          if (answer == 200) {
            requests.add(request);
            synchronized (requests) {
              requests.notifyAll();
            }
          }
          byte[] body = "{\"partialSuccess\":{}}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers so from now on. */
  void answer(int code) {
    status.set(code);
  }

  /** What was taken so far. */
  List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  /** All spans that were taken so far. */
  public List<JsonNode> spans() {
    return requests.stream()
        .flatMap(request -> request.findValues("spans").stream())
        .flatMap(spans -> StreamSupport.stream(spans.spliterator(), false))
        .toList();
  }

  /** The spans of a trace, as soon as there are so many; the caller limits how long that takes. */
  public List<JsonNode> await(String trace, int count) throws InterruptedException {
    return await(span -> span.get("traceId").asText().equals(trace), count);
  }

  /** Certain spans, as soon as there are so many. */
  public List<JsonNode> await(Predicate<JsonNode> which, int count) throws InterruptedException {
    synchronized (requests) {
      while (true) {
        List<JsonNode> found = spans().stream().filter(which).toList();
        if (found.size() >= count) {
          return found;
        }
        requests.wait();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
