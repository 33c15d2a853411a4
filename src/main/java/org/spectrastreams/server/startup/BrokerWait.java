package org.spectrastreams.server.startup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.server.port.HttpPort;
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
  private static final int REQUESTS = 8;

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
    Server waiting = sayDown(config, reason);
    log.warn(
        "{}; trying on, and health is DOWN meanwhile: {}",
        reason,
        waiting.getURI().resolve("/health"));
    try {
      while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (trouble(client).isEmpty()) {
          log.info("a broker answers at {}", servers);
          return true;
        }
      }
      return false;
    } finally {
      stop(waiting);
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

  private static Server sayDown(ServiceConfig config, String reason) throws IOException {
    ObjectNode down = JsonNodeFactory.instance.objectNode().put("status", "DOWN");
    if (config.readToken().isEmpty()) {
      down.putArray("checks")
          .addObject()
          .put("name", "broker")
          .put("status", "DOWN")
          .put("reason", reason);
    }
    Server server = HttpPort.of(config, REQUESTS).server(new Down(down.toString()));
    try {
      server.start();
      return server;
    } catch (Exception e) {
      throw new IOException("health cannot be told while there is no broker: " + e.getMessage(), e);
    }
  }

  private static void stop(Server server) throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the port of health cannot be given back: " + e.getMessage(), e);
    }
  }

  /** The same answer to everything. */
  private static final class Down extends Handler.Abstract.NonBlocking {
    private final String json;

    Down(String json) {
      this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(503);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
      Content.Sink.write(response, true, json, callback);
      return true;
    }
  }
}
