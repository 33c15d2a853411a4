package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Fixture: a real broker with a port of each kind, users with passwords, and access control lists.
 * Whoever comes without a login may do everything; a user, what it was granted.
 */
public final class SecuredBroker implements AutoCloseable {
  /** The kinds of ports, by what clients call them. */
  public enum Port {
    PLAINTEXT,
    SASL_PLAINTEXT,
    SSL,
    SASL_SSL
  }

  /** What somebody was allowed to do, or not. */
  public record Asked(
      String user, AclOperation operation, ResourcePattern resource, boolean allowed) {}

  private static final String SCRAM = "SCRAM-SHA-512";
  private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

  /** Kafka's own, and it keeps what it was asked. */
  public static final class Recording extends StandardAuthorizer {
    @Override
    public List<AuthorizationResult> authorize(
        AuthorizableRequestContext context, List<Action> actions) {
      List<AuthorizationResult> results = super.authorize(context, actions);
      for (int i = 0; i < actions.size(); i++) {
        Action action = actions.get(i);
        // What is logged in neither case is asked to tell a client what it might do.
        if (action.logIfAllowed() || action.logIfDenied()) {
          ASKED.add(
              new Asked(
                  context.principal().getName(),
                  action.operation(),
                  action.resourcePattern(),
                  results.get(i) == AuthorizationResult.ALLOWED));
        }
      }
      return results;
    }
  }

  private final KafkaRaftServer server;
  private final Map<Port, Integer> ports = new HashMap<>();
  private final Keys brokerKeys;
  private final Keys clientKeys;
  private final Admin admin;

  /** Starts it. */
  public SecuredBroker(Path folder) throws Exception {
    brokerKeys = Keys.make(folder, "broker");
    clientKeys = Keys.make(folder, "instrument");
    Path log = Files.createDirectories(folder.resolve("log"));
    EmbeddedBroker.format(log);
    server = start(log);
    admin = Admin.create(Map.of("bootstrap.servers", address(Port.PLAINTEXT)));
  }

  /** Where somebody else takes a port between the question for a free one and its use: others. */
  private KafkaRaftServer start(Path log) throws Exception {
    while (true) {
      KafkaRaftServer started =
          new KafkaRaftServer(new KafkaConfig(settings(log, freePorts()), false), Time.SYSTEM);
      try {
        started.startup();
        return started;
      } catch (Exception e) {
        started.shutdown();
        if (!EmbeddedBroker.isCausedByTakenPort(e)) {
          throw e;
        }
      }
    }
  }

  private int freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i <= Port.values().length; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int next = 0;
    for (Port port : Port.values()) {
      ports.put(port, sockets.get(next++).getLocalPort());
    }
    int last = sockets.get(Port.values().length).getLocalPort();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return last;
  }

  private Map<String, String> settings(Path log, int controller) {
    Map<String, String> settings = new HashMap<>();
    String own = "127.0.0.1:" + controller;
    String listeners =
        List.of(Port.values()).stream()
            .map(port -> port + "://" + address(port))
            .collect(Collectors.joining(","));
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + own);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,"
            + List.of(Port.values()).stream()
                .map(port -> port + ":" + port)
                .collect(Collectors.joining(",")));
    settings.put("listeners", listeners + ",CONTROLLER://" + own);
    settings.put("advertised.listeners", listeners);
    settings.put("log.dirs", log.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "2");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "2");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("authorizer.class.name", Recording.class.getName());
    settings.put("super.users", "User:ANONYMOUS");
    settings.put("ssl.keystore.location", brokerKeys.store().toString());
    settings.put("ssl.keystore.password", brokerKeys.password());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", clientKeys.certificate().toString());
    settings.put("listener.name.ssl.ssl.client.auth", "required");
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=(.*?)$/$1/");
    settings.put("sasl.enabled.mechanisms", SCRAM + ",PLAIN,OAUTHBEARER");
    for (String port : List.of("sasl_ssl", "sasl_plaintext")) {
      settings.put(
          "listener.name." + port + ".plain.sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " user_plain=\"plain-secret-7d2e\";");
      settings.put(
          "listener.name." + port + ".scram-sha-512.sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
      // Tokens that nobody signed, which Kafka takes where nothing else is set.
      settings.put(
          "listener.name." + port + ".oauthbearer.sasl.jaas.config",
          "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    }
    return settings;
  }

  /** Where a kind of clients connects. */
  public String address(Port port) {
    return "127.0.0.1:" + ports.get(port);
  }

  /** Of one who comes without a login and may do everything. */
  public Admin admin() {
    return admin;
  }

  /** Settings of a client, {@code kafka.…} without that prefix, that trusts the broker. */
  public Map<String, String> trusting(Port port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", address(port));
    settings.put("security.protocol", port.name());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", brokerKeys.certificate().toString());
    return settings;
  }

  /** Of a client that shows a certificate; its user is {@code instrument}. */
  public Map<String, String> withCertificate() {
    Map<String, String> settings = trusting(Port.SSL);
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", clientKeys.store().toString());
    settings.put("ssl.keystore.password", clientKeys.password());
    return settings;
  }

  /** What opens the key store of {@link #withCertificate}. */
  public String keyPassword() {
    return clientKeys.password();
  }

  /** Of a client that logs in with a password that is never sent. */
  public Map<String, String> withPassword(Port port, String user, String password) {
    Map<String, String> settings = trusting(port);
    settings.put("sasl.mechanism", SCRAM);
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + user
            + "\" password=\""
            + password
            + "\";");
    return settings;
  }

  /** Makes a user known. */
  public void addUser(String user, String password) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
        .all()
        .get();
  }

  /** Everything that the access control lists say from now on. */
  public void grant(Collection<AclBinding> bindings) throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(bindings).all().get();
  }

  /** A grant to a user. */
  public static AclBinding binding(String user, ResourcePattern resource, AclOperation operation) {
    return new AclBinding(
        resource, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  /** Everything that was asked since this was called last. */
  public static Set<Asked> asked() {
    Set<Asked> asked = Set.copyOf(ASKED);
    ASKED.clear();
    return asked;
  }

  @Override
  public void close() {
    admin.close();
    server.shutdown();
    server.awaitShutdown();
  }
}
