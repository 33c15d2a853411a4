package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ServiceStartException;

/**
 * A Kafka broker and its controller in this JVM, on 127.0.0.1 alone, and where it is guarded for
 * one user of the machine alone. What it stores outlives it.
 *
 * <p>Kafka answers a fatal error of its server code by halting the JVM. As long as a broker runs
 * here, such an error is kept as {@link #failure()} instead, so that the service can close itself
 * and say why.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_ATTEMPTS = 3;

  private final Path folder;
  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final AtomicReference<String> failure;
  private final Optional<BrokerLogin> login;

  private EmbeddedBroker(
      Path folder,
      KafkaRaftServer server,
      String bootstrap,
      AtomicReference<String> failure,
      Optional<BrokerLogin> login) {
    this.login = login;
    this.folder = folder;
    this.server = server;
    this.bootstrapServers = bootstrap;
    this.failure = failure;
  }

  /**
   * Starts a broker; it takes clients when this returns.
   *
   * @param folder where it keeps its log; formatted when it is new. The caller makes sure that no
   *     other process uses it
   * @param port the port for clients; 0 takes a free one
   * @throws ServiceStartException if the port is taken, the folder cannot be written or holds
   *     something else, or the broker does not come up
   */
  public static EmbeddedBroker start(Path folder, int port) {
    return start(folder, () -> freePorts(port), Optional.empty());
  }

  /** As {@link #start(Path, int)}, for those alone who can read the login in {@code folder}. */
  public static EmbeddedBroker startGuarded(Path folder, int port) {
    try {
      return start(folder, () -> freePorts(port), Optional.of(BrokerLogin.of(folder)));
    } catch (IOException e) {
      throw new ServiceStartException(
          "the login of the embedded broker cannot be kept in " + folder + ": " + e.getMessage(),
          e);
    }
  }

  /** The port for clients and the port of the controller, both free when they were asked for. */
  interface Ports {
    int[] free() throws IOException;
  }

  /**
   * Between the question for a free port and the server's use of it another process may take the
   * port; then others are tried.
   */
  static EmbeddedBroker start(Path folder, Ports ports, Optional<BrokerLogin> login) {
    AtomicReference<String> failure = new AtomicReference<>();
    Exit.Procedure keep =
        (status, message) -> {
          failure.compareAndSet(null, message == null ? "status " + status : message);
          LOG.error("the embedded broker failed: {}", message);
        };
    Exit.setHaltProcedure(keep);
    Exit.setExitProcedure(keep);
    for (int attempt = 1; ; attempt++) {
      try {
        return tryToStart(folder, ports.free(), failure, login);
      } catch (ServiceStartException e) {
        throw e;
      } catch (Exception e) {
        if (attempt < MOST_ATTEMPTS && isCausedByTakenPort(e)) {
          LOG.info("a port of the embedded broker was taken while it started; trying others");
          failure.set(null);
          continue;
        }
        throw new ServiceStartException(
            "the embedded broker did not start in "
                + folder
                + ": "
                + Optional.ofNullable(failure.get()).orElse(String.valueOf(e.getMessage()))
                + "; if the folder is from another version or damaged, set data.dir to a new one",
            e);
      }
    }
  }

  private static EmbeddedBroker tryToStart(
      Path folder, int[] ports, AtomicReference<String> failure, Optional<BrokerLogin> login)
      throws Exception {
    Path log = Files.createDirectories(folder.resolve("broker"));
    String bootstrap = LOOPBACK + ":" + ports[0];
    Map<String, String> settings = properties(log, bootstrap, ports[1]);
    login.ifPresent(known -> guard(settings, known));
    KafkaConfig config = new KafkaConfig(settings, false);
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(log);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
      BrokerAddress.write(folder, bootstrap, login.isPresent());
      return new EmbeddedBroker(folder, server, bootstrap, failure, login);
    } catch (Exception e) {
      server.shutdown();
      throw e;
    }
  }

  /** Whether what failed did because another process has a port. */
  static boolean isCausedByTakenPort(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static int[] freePorts(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket clients = new ServerSocket();
        ServerSocket controller = new ServerSocket()) {
      clients.setReuseAddress(true);
      try {
        clients.bind(new InetSocketAddress(loopback, wanted));
      } catch (IOException taken) {
        throw new ServiceStartException(
            "port "
                + wanted
                + " of the embedded broker is taken; set broker.port to another one, or to 0 for"
                + " any free one",
            taken);
      }
      controller.bind(new InetSocketAddress(loopback, 0));
      return new int[] {clients.getLocalPort(), controller.getLocalPort()};
    }
  }

  /** Makes a log folder ready for a broker of its own. */
  static void format(Path log) throws Exception {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setDirectories(List.of(log.toString()))
          .setMetadataLogDirectory(log.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    }
  }

  private static Map<String, String> properties(Path log, String bootstrap, int controllerPort) {
    Map<String, String> properties = new HashMap<>();
    String controller = LOOPBACK + ":" + controllerPort;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("listeners", "PLAINTEXT://" + bootstrap + ",CONTROLLER://" + controller);
    properties.put("advertised.listeners", "PLAINTEXT://" + bootstrap);
    properties.put("log.dirs", log.toString());
    properties.put("auto.create.topics.enable", "false");
    // Topics of the service have a bound of their own; this one is for those of Kafka Streams.
    properties.put(TopicSetup.DECOMPRESSED, String.valueOf(2 * TopicSetup.RESULT_BYTES));
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "4");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // The default takes 128 MB of heap.
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    // With the defaults a start after a crash waits up to 9 s for the old session to end.
    properties.put("broker.session.timeout.ms", "3000");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    return properties;
  }

  /** Both listeners want the login, also that of the controller. */
  private static void guard(Map<String, String> settings, BrokerLogin login) {
    settings.put(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", BrokerLogin.MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", BrokerLogin.MECHANISM);
    settings.put("sasl.mechanism.controller.protocol", BrokerLogin.MECHANISM);
    for (String listener : List.of("plaintext", "controller")) {
      String key =
          "listener.name." + listener + "." + BrokerLogin.MECHANISM.toLowerCase(Locale.ROOT) + ".";
      settings.put(key + "sasl.jaas.config", login.jaas());
      settings.put(key + "sasl.server.callback.handler.class", BrokerLoginCheck.class.getName());
    }
  }

  /** What a client needs besides the address; empty where the broker lets everybody in. */
  public Map<String, String> clientSettings() {
    return login.map(BrokerLogin::clientSettings).orElse(Map.of());
  }

  /** Where clients connect, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** What ended the broker, empty as long as it works. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Stops the broker; returns when its data is on disk. */
  @Override
  public void close() {
    try {
      BrokerAddress.delete(folder);
    } catch (IOException e) {
      LOG.warn("the broker's address could not be deleted from {}", folder, e);
    }
    server.shutdown();
    server.awaitShutdown();
    Exit.resetHaltProcedure();
    Exit.resetExitProcedure();
  }
}
