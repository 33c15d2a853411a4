package org.spectrastreams.server.startup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
 * it says so at once and tries on. A cluster that answers with a refusal is not waited for. Until
 * all is started {@code /health} says DOWN on the service's own port.
 */
public final class BrokerWait {
  private static final Logger log = LoggerFactory.getLogger(BrokerWait.class);

  private static final long PAUSE_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 50;
  private static final int REQUESTS = 8;

  private BrokerWait() {}

  /**
   * Starts something, again and again while the cluster is silent, on a thread of its own, which a
   * signal interrupts; once and here where the broker is embedded.
   *
   * @param stopped ends the starting
   * @param starting starts all of it, or throws a {@link ServiceStartException} and leaves nothing
   * @return what was started; empty where it was ended
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
    Down down = new Down(!config.readToken().isEmpty());
    Server meanwhile = listen(config, down);
    FutureTask<T> start =
        new FutureTask<>(
            () -> untilStarted(config, starting, down, meanwhile.getURI().resolve("/health")));
    Thread thread = new Thread(start, "serve-start");
    thread.setDaemon(true);
    thread.start();
    try {
      while (!start.isDone() && !stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {}
      thread.interrupt(); // nothing, where it is done
      return Optional.of(start.get());
    } catch (ExecutionException e) {
      if (stopped.getCount() > 0 || !isEnd(e.getCause())) {
        throw unwrapped(e.getCause());
      }
      return Optional.empty();
    } finally {
      thread.interrupt(); // whoever is interrupted here leaves nothing at work
      stop(meanwhile);
    }
  }

  /** Whether a start that was interrupted ended so. */
  private static boolean isEnd(Throwable failure) {
    return failure instanceof ServiceStartException || failure instanceof InterruptedException;
  }

  private static RuntimeException unwrapped(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private static <T> T untilStarted(
      ServiceConfig config, Supplier<T> starting, Down down, URI health)
      throws InterruptedException {
    String servers = config.kafka().get("bootstrap.servers");
    Map<String, Object> client = ClientSettings.common(config, servers);
    log.info("asking the brokers at {}; health is DOWN meanwhile: {}", servers, health);
    String told = "";
    while (true) {
      Tried<T> tried = attempt(client, servers, starting);
      if (tried.started().isPresent()) {
        if (!told.isEmpty()) {
          log.info("the cluster answers at {}", servers);
        }
        return tried.started().get();
      }
      if (!tried.why().equals(told)) {
        told = tried.why();
        log.warn("{}; trying on, and health is DOWN meanwhile: {}", told, health);
        down.say(told);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
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
      throw new IOException("health cannot be told while the service starts: " + e, e);
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
    Down(boolean silent) {
      this.silent = silent;
      say("the service starts, and has not heard of all that it asked the brokers");
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
