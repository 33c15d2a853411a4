package org.spectrastreams.server;

import io.javalin.Javalin;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.server.access.ListeningRules;
import org.spectrastreams.server.access.Rates;
import org.spectrastreams.server.access.Tokens;
import org.spectrastreams.server.contract.ContractRoutes;
import org.spectrastreams.server.control.ModelRoutes;
import org.spectrastreams.server.exports.ExportRoutes;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.server.port.HttpPort;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.service.Health;
import org.spectrastreams.stream.service.StreamService;

/**
 * The service's HTTP side: the viewer page, the REST interface behind it, health and metrics.
 *
 * <p>It reads the topics like any other client, keeps maps and the places of results in memory
 * within {@code viewer.memory.mb}, and changes nothing but, for those who have the token, models.
 * Beyond loopback it listens with TLS and a token, unless told otherwise.
 */
public final class SpectraServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpectraServer.class);
  private static final Duration EVENT_INTERVAL = Duration.ofMillis(200);

  /** Shorter than what a connection may be idle. */
  private static final Duration EVENT_SIGN = Duration.ofSeconds(10);

  private static final Duration READ_LIMIT = Duration.ofSeconds(5);
  private static final Duration EXPLANATION_LIMIT = Duration.ofSeconds(20);

  /** Whatever takes long has its places; health and small answers have threads left. */
  private static final int MOST_REQUESTS =
      LiveEvents.MAX_CLIENTS
          + ImageRoutes.LAYERS_AT_ONCE
          + ImageRoutes.SPECTRA_AT_ONCE
          + ExportRoutes.AT_ONCE
          + 32;

  private final Javalin javalin;
  private final URI address;
  private final LiveEvents events;
  private final List<AutoCloseable> parts;

  private SpectraServer(
      Javalin javalin, URI address, LiveEvents events, List<AutoCloseable> parts) {
    this.javalin = javalin;
    this.address = address;
    this.events = events;
    this.parts = parts;
  }

  /**
   * Starts to listen on {@code http.host} and {@code http.port}; port 0 takes a free one.
   *
   * @param service the running service whose topics are shown; stays the caller's to close, after
   *     this server
   * @param registry what {@code /metrics} shows
   * @throws IllegalStateException if the port cannot be had; the message names it
   * @throws ServiceStartException if others would reach it without a login, or its key is unusable
   */
  public static SpectraServer start(
      StreamService service, ServiceConfig config, PrometheusMeterRegistry registry) {
    ListeningRules.require(config);
    HttpPort port = HttpPort.of(config, MOST_REQUESTS);
    Topics topics = config.topics();
    Map<String, Object> client = service.clientProperties();
    long memory = (long) config.viewerMemoryMegabytes() << 20;
    LiveEvents events = new LiveEvents(EVENT_INTERVAL, EVENT_SIGN);
    MapView maps = new MapView(memory / 2, events);
    ResultLocator locator = new ResultLocator(memory / 2);
    RecordReader reader = new RecordReader(client, "spectra-viewer-pixels", 2, READ_LIMIT);
    PixelAnswers pixels =
        new PixelAnswers(
            topics.raw(),
            topics.results(),
            locator,
            reader::read,
            new StoredAxes(config.openModelStore()),
            service.pipelines());
    ModelStore store = config.openModelStore();
    ExplainedModels models = ExplainedModels.of(store);
    Tokens tokens = new Tokens(config.readToken(), config.controlToken());
    RequestGuard guard =
        new RequestGuard(
            config.httpHost(),
            config.httpAllowedHosts(),
            tokens,
            new Rates(config.httpCostlyPerMinute(), System::nanoTime),
            new Rates(config.httpCostlyPerMinute(), System::nanoTime));
    Gauge.builder("spectra.viewer.memory", () -> maps.bytes() + locator.bytes())
        .baseUnit("bytes")
        .description("Memory held by maps and by the places of results.")
        .register(registry);
    Gauge.builder("spectra.viewer.clients", events::clients)
        .description("Pages that listen to events.")
        .register(registry);
    TopicFollower mapFollower =
        TopicFollower.start(
            "spectra-viewer-maps",
            List.of(topics.images(), topics.maps(), topics.deadLetter()),
            client,
            found -> {
              if (found.topic().equals(topics.images())) {
                maps.acceptStatus(found.key(), found.value());
              } else if (found.topic().equals(topics.deadLetter())) {
                maps.acceptDeadLetter(found.headers(), found.timestamp());
              } else {
                maps.acceptTile(found.key(), found.value());
              }
            });
    TopicFollower resultFollower =
        TopicFollower.start(
            "spectra-viewer-results",
            List.of(topics.results()),
            client,
            found -> locator.accept(found.partition(), found.offset(), found.value()));
    ExplanationClient explanations = new ExplanationClient(client, topics, EXPLANATION_LIMIT);
    Supplier<Health> health =
        () ->
            withViewer(
                service.health(),
                mapFollower.isFollowing()
                    && resultFollower.isFollowing()
                    && explanations.isFollowing());
    Routes routes =
        new Routes(
            guard,
            maps,
            events,
            pixels,
            models,
            explanations,
            service.pipelines(),
            health,
            registry,
            added -> {
              new ModelRoutes(service.models(), store, tokens).addTo(added);
              new ContractRoutes(config.pipelinesDir()).addTo(added);
              new ExportRoutes(maps, locator, client, topics.results(), store).addTo(added);
            });
    Javalin javalin;
    try {
      javalin = listen(routes, port);
    } catch (RuntimeException e) {
      closeAll(List.of(mapFollower, resultFollower, explanations, reader));
      throw e;
    }
    URI address = address(port, javalin.port());
    log.info("The viewer is at {}", address);
    return new SpectraServer(
        javalin,
        address,
        events,
        List.of(mapFollower, resultFollower, explanations, reader, new ProcessMetrics(registry)));
  }

  /** Listens, with routes and limits; the caller stops it. */
  static Javalin listen(Routes routes, HttpPort port) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.http.maxRequestSize = ModelRoutes.MOST_BYTES;
              config.http.generateEtags = false;
              port.applyTo(config);
              routes.addTo(config.routes);
            });
    try {
      return javalin.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot listen on %s port %d: %s; choose another with http.port, or 0 for a free one"
              .formatted(port.host(), port.port(), e.getMessage()),
          e);
    }
  }

  private static URI address(HttpPort port, int taken) {
    String host = port.host();
    boolean any = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    String name = any ? "localhost" : host;
    return URI.create(
        port.scheme()
            + "://"
            + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name)
            + ":"
            + taken
            + "/");
  }

  /** Everything that is answered, as {@code GET /health}; each once. */
  public List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(route -> !route.endpoint.method.name().startsWith("BEFORE"))
        .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
        .toList();
  }

  /** Where the viewer is, for instance {@code http://127.0.0.1:8080/}. */
  public URI address() {
    return address;
  }

  /** Ends all streams of events, stops listening, and lets go of the topics. */
  @Override
  public void close() {
    events.close();
    javalin.stop();
    closeAll(parts);
  }

  private static void closeAll(List<AutoCloseable> parts) {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        log.warn("Could not close {}: {}", part, e.getMessage());
      }
    }
  }

  private static Health withViewer(Health service, boolean following) {
    List<Health.Check> checks = new ArrayList<>(service.checks());
    checks.add(
        new Health.Check(
            "viewer",
            following,
            following
                ? "follows maps, results and explanations"
                : "a follower ended; restart the service"));
    return new Health(checks);
  }
}
