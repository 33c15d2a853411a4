package org.spectrastreams.server.port;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.spectrastreams.server.access.TlsKeys;
import org.spectrastreams.stream.config.ServiceConfig;

/**
 * Where and how the server listens. Immutable.
 *
 * @param host the address
 * @param port 0 takes a free one
 * @param tls the key it shows; empty: no TLS
 * @param idle a connection that takes or gives nothing for this long is closed
 * @param request one on which a request takes longer to come is closed, too
 * @param requests how many requests are worked on at once, each on a thread; others wait a moment
 */
public record HttpPort(
    String host,
    int port,
    Optional<SSLContext> tls,
    Duration idle,
    Duration request,
    int requests) {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(15);
  private static final Duration TURN = Duration.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_OF_AN_ADDRESS = 500;
  private static final int MOST_WAITING = 500;

  /** Fixed numbers, so that none of {@link #OTHER_THREADS} depends on the machine's processors. */
  private static final int ACCEPTORS = 1;

  private static final int SELECTORS = 2;

  /** Threads that no request takes: for connections, for TLS, and to say that it is alive. */
  private static final int OTHER_THREADS = 16;

  private static final int HEAD_BYTES = 8 << 10;

  /** As the configuration says. */
  public static HttpPort of(ServiceConfig config, int requests) {
    return new HttpPort(
        config.httpHost(), config.httpPort(), TlsKeys.of(config), IDLE, REQUEST, requests);
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /** Lets Javalin listen so, with its routes behind what bounds them. */
  public void applyTo(JavalinConfig config) {
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(this::bound);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServletContextHandler(
        context -> {
          QoSHandler turns = new QoSHandler();
          turns.setMaxRequestCount(requests);
          turns.setMaxSuspendedRequestCount(MOST_WAITING);
          turns.setMaxSuspend(TURN);
          context.insertHandler(turns);
          context.insertHandler(new LiveAnswer());
        });
  }

  /** A server of its own that answers by one handler that never waits; not started yet. */
  public Server server(Handler handler) {
    Server server = new Server(threads());
    bound(server);
    server.addConnector(connector(server, new HttpConfiguration()));
    LiveAnswer live = new LiveAnswer();
    live.setHandler(handler);
    server.setHandler(live);
    return server;
  }

  private QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(requests + OTHER_THREADS, 4);
    threads.setName("spectra-http");
    threads.setDaemon(true);
    return threads;
  }

  /** A connection that never asks holds no thread, but a file. */
  private void bound(Server server) {
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
    server.setErrorHandler(new PlainErrors());
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setIdleTimeout(idle.toMillis());
    http.setRequestHeaderSize(HEAD_BYTES);
    http.addCustomizer(
        (request, headers) -> {
          SecurityHeaders.put(headers);
          return request;
        });
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls.map(context -> secure(server, context, http, plain))
            .orElseGet(() -> new ServerConnector(server, ACCEPTORS, SELECTORS, plain));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    connector.addBean(new StalledRequests(request));
    connector.getSelectorManager().addEventListener(new AddressLimit(MOST_OF_AN_ADDRESS));
    return connector;
  }

  private static ServerConnector secure(
      Server server, SSLContext context, HttpConfiguration http, HttpConnectionFactory plain) {
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setSslContext(context);
    return new ServerConnector(
        server, ACCEPTORS, SELECTORS, new SslConnectionFactory(keys, plain.getProtocol()), plain);
  }
}
