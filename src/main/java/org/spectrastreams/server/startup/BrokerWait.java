package org.spectrastreams.server.startup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
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
 * Starts what needs the cluster. Where the cluster does not answer, or too few of its brokers do,
 * it says so at once, tries on, and lets {@code /health} say DOWN meanwhile on the service's own
 * port. A cluster that answers with a refusal is not waited for.
 */
public final class BrokerWait {
  private static final Logger log = LoggerFactory.getLogger(BrokerWait.class);

  private static final long PAUSE_MILLIS = 1_000;
  private static final int REQUESTS = 8;

  private BrokerWait() {}

  /**
   * Starts something, again and again while the cluster is silent; once where the broker is
   * embedded.
   *
   * @param stopped ends the waiting
   * @param starting starts all of it, or throws a {@link ServiceStartException} and leaves nothing
   * @return what was started; empty where the waiting was ended
   * @throws ServiceStartException if the cluster refuses this client, or the start fails for
   *     another reason than that brokers do not answer
   * @throws IOException if the port for {@code /health} cannot be had
   */
  public static <T> Optional<T> start(
      ServiceConfig config, CountDownLatch stopped, Supplier<T> starting)
      throws IOException, InterruptedException {
    if (config.hasEmbeddedBroker()) {
      return Optional.of(starting.get());
    }
    String servers = config.kafka().get("bootstrap.servers");
    Map<String, Object> client = ClientSettings.common(config, servers);
    Tried<T> tried = attempt(client, servers, starting);
    if (tried.started().isPresent()) {
      return tried.started();
    }
    Down down = new Down(!config.readToken().isEmpty(), tried.why());
    Server waiting = listen(config, down);
    String told = tried.why();
    log.warn(
        "{}; trying on, and health is DOWN meanwhile: {}",
        told,
        waiting.getURI().resolve("/health"));
    try (Interruption interruption = new Interruption(stopped)) {
      while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        tried = attempt(client, servers, starting);
        if (tried.started().isPresent()) {
          log.info("the cluster answers at {}", servers);
          return tried.started();
        }
        if (!tried.why().equals(told)) {
          told = tried.why();
          log.warn("{}; trying on", told);
          down.say(told);
        }
      }
      return Optional.empty();
    } catch (ServiceStartException | InterruptedException e) {
      if (stopped.getCount() > 0) {
        throw e;
      }
      return Optional.empty();
    } finally {
      stop(waiting);
    }
  }

  /** Interrupts the thread that made it when a latch opens, until it is closed. */
  private static final class Interruption implements AutoCloseable {
    private final Thread starting = Thread.currentThread();
    private final Thread waiting;
    private boolean over;

    Interruption(CountDownLatch stopped) {
      waiting =
          new Thread(
              () -> {
                try {
                  stopped.await();
                  interrupt();
                } catch (InterruptedException closed) {
                  // Nothing is started any more.
                }
              },
              "serve-interrupt");
      waiting.setDaemon(true);
      waiting.start();
    }

    private synchronized void interrupt() {
      if (!over) {
        starting.interrupt();
      }
    }

    /** Whoever goes on is not interrupted. */
    @Override
    public synchronized void close() {
      over = true;
      waiting.interrupt();
      Thread.interrupted();
    }
  }

  /** What was started, or why not. */
  private record Tried<T>(Optional<T> started, String why) {}

  private static <T> Tried<T> attempt(
      Map<String, Object> client, String servers, Supplier<T> starting)
      throws InterruptedException {
    BrokerReach.Answer answer = BrokerReach.ask(client);
    if (answer instanceof BrokerReach.Refused refused) {
      throw new ServiceStartException(refused.why(), refused.cause());
    }
    if (answer instanceof BrokerReach.Silent silent) {
      return new Tried<>(Optional.empty(), "no broker answers at " + servers + ": " + silent.why());
    }
    try {
      return new Tried<>(Optional.of(starting.get()), "");
    } catch (ServiceStartException e) {
      if (!isSilence(e)) {
        throw e;
      }
      return new Tried<>(
          Optional.empty(), "too few brokers answer at " + servers + ": " + e.getMessage());
    }
  }

  /** Whether the cluster, which was reached, did not do in time what it was asked. */
  private static boolean isSilence(ServiceStartException failure) {
    Throwable cause = failure.getCause();
    while (cause != null
        && !(cause instanceof RetriableException)
        && !(cause instanceof InvalidReplicationFactorException)
        && !(cause instanceof TimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static Server listen(ServiceConfig config, Down down) throws IOException {
    Server server = HttpPort.of(config, REQUESTS).server(down);
    try {
      server.start();
      return server;
    } catch (Exception e) {
      throw new IOException("health cannot be told while brokers are missing: " + e, e);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      log.warn("the port of health was not given back in order", e);
    }
  }

  /** The same answer to everything. */
  private static final class Down extends Handler.Abstract.NonBlocking {
    private final boolean silent;
    private volatile String json;

    /**
     * @param silent whether nothing but DOWN is told to whoever asks
     */
    Down(boolean silent, String reason) {
      this.silent = silent;
      say(reason);
    }

    void say(String reason) {
      ObjectNode down = JsonNodeFactory.instance.objectNode().put("status", "DOWN");
      if (!silent) {
        down.putArray("checks")
            .addObject()
            .put("name", "broker")
            .put("status", "DOWN")
            .put("reason", reason);
      }
      json = down.toString();
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
