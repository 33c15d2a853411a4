package org.spectrastreams.server.startup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.BrokerReach;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/**
 * Waits for a cluster that does not answer: says so at once, tries on, and lets {@code /health} say
 * DOWN meanwhile on the service's own port. A cluster that answers with a refusal is not waited
 * for.
 */
public final class BrokerWait {
  private static final Logger log = LoggerFactory.getLogger(BrokerWait.class);

  private static final long PAUSE_MILLIS = 1_000;

  private BrokerWait() {}

  /**
   * Returns when a broker of the configured cluster answers, at once where the broker is embedded.
   *
   * @param stopped ends the waiting
   * @return whether a broker answers; false where the waiting was ended
   * @throws ServiceStartException if the cluster refuses this client
   * @throws IOException if the port for {@code /health} cannot be had
   */
  public static boolean await(ServiceConfig config, CountDownLatch stopped)
      throws IOException, InterruptedException {
    if (config.hasEmbeddedBroker()) {
      return true;
    }
    String servers = config.kafka().get("bootstrap.servers");
    Map<String, Object> client = ClientSettings.common(config, servers);
    Optional<String> missing = trouble(client);
    if (missing.isEmpty()) {
      return true;
    }
    String reason = "no broker answers at " + servers + ": " + missing.get();
    log.warn("{}; trying on, and health is DOWN meanwhile", reason);
    HttpServer waiting = sayDown(config, reason);
    try {
      while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (trouble(client).isEmpty()) {
          log.info("a broker answers at {}", servers);
          return true;
        }
      }
      return false;
    } finally {
      waiting.stop(0);
    }
  }

  /** Why no broker answers; empty where one does. */
  private static Optional<String> trouble(Map<String, Object> client) throws InterruptedException {
    BrokerReach.Answer answer = BrokerReach.ask(client);
    if (answer instanceof BrokerReach.Refused refused) {
      throw new ServiceStartException(refused.why(), refused.cause());
    }
    return answer instanceof BrokerReach.Silent silent
        ? Optional.of(silent.why())
        : Optional.empty();
  }

  private static HttpServer sayDown(ServiceConfig config, String reason) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(config.httpHost(), config.httpPort()), 0);
    ObjectNode down = JsonNodeFactory.instance.objectNode().put("status", "DOWN");
    down.putArray("checks")
        .addObject()
        .put("name", "broker")
        .put("status", "DOWN")
        .put("reason", reason);
    ObjectNode alive = JsonNodeFactory.instance.objectNode().put("status", "UP");
    server.createContext("/", exchange -> answer(exchange, 503, down));
    server.createContext("/health/live", exchange -> answer(exchange, 200, alive));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode json)
      throws IOException {
    try (exchange) {
      byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
