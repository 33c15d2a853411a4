package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.Overheard;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.server.startup.BrokerWait;
import org.spectrastreams.stream.broker.Keys;
import org.spectrastreams.stream.broker.SecuredBroker;
import org.spectrastreams.stream.broker.SecuredBroker.Port;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** A cluster that wants to know who comes, and lets everyone do what the page says and no more. */
class SecuredClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "secret-3f9a-of-";

  @TempDir static Path folder;

  private static SecuredBroker broker;
  private static GrantTable table;
  private static Path spectra;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    broker = new SecuredBroker(folder);
    table = GrantTable.read();
    for (String role : table.roles()) {
      broker.addUser(role, SECRET + role);
    }
    TestModels.writeExplained(folder);
    spectra = Files.createDirectories(folder.resolve("in")).resolve("two.csv");
    StringBuilder text = new StringBuilder("wavenumber,first,second");
    for (int i = 0; i <= 200; i++) {
      text.append("\n%d,%.6f,%.6f".formatted(1000 + 4 * i, 0.1 + i % 9, 0.1 + i % 7));
    }
    Files.writeString(spectra, text.append('\n'));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void grantWhatThePageSays() throws Exception {
    broker.grant(table.bindings());
  }

  /** A configuration as a user of this cluster would write it. */
  private static Path file(String name, Map<String, String> kafka, String... more)
      throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("model.store", folder.resolve("model-store").toString());
    all.put("pipelines.dir", folder.resolve("streams").toString());
    all.put("data.dir", folder.resolve("data").toString());
    all.put("http.port", "0");
    all.put("disk.free.mb", "1");
    all.put("topics.partitions", "2");
    all.put("stream.threads", "1");
    all.put("audit.fraction", "1");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    kafka.forEach((key, value) -> all.put("kafka." + key, value));
    return Files.write(folder.resolve(name + ".yaml"), JSON.writeValueAsBytes(all));
  }

  private static Path fileOf(String role) throws IOException {
    return file(role, broker.withPassword(Port.SASL_SSL, role, SECRET + role));
  }

  private static ServiceConfig load(Path file) throws IOException {
    return ServiceConfig.load(file, Map.of(), Map.of());
  }

  private static Run run(Path config, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config.toString()));
    return Run.of(all.toArray(String[]::new));
  }

  private static Run succeeds(Path config, String... command) {
    Run run = run(config, command);
    assertThat(run.exit()).as("%s: %s%s", List.of(command), run.err(), run.out()).isZero();
    return run;
  }

  private static Run replay(Path config, String image) {
    return succeeds(
        config,
        "replay",
        spectra.toString(),
        "--pipeline",
        "scored",
        "--quantity",
        "absorbance",
        "--image",
        image);
  }

  private static Run consume(Path config, String stream) {
    return succeeds(config, "consume", stream, "--from-beginning", "--until-end", "--json");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void shouldDoEverythingWithTheGrantsOfThePageWithNoneInVainAndTellNoSecret() throws Exception {
    SecuredBroker.asked();
    try (Overheard overheard = new Overheard()) {
      // Topics of an earlier version: with fewer partitions, and without bounds.
      broker
          .admin()
          .createTopics(
              List.of(
                  new NewTopic("spectra.raw", 1, (short) 1),
                  new NewTopic("spectra-streams-tiles-changelog", 1, (short) 1)))
          .all()
          .get();
      Keys keys = Keys.make(folder, "http");
      ServiceConfig config =
          load(
              file(
                  "service",
                  broker.withPassword(Port.SASL_SSL, "service", SECRET + "service"),
                  "http.host",
                  "0.0.0.0",
                  "http.tls.certificate",
                  keys.store().toString(),
                  "http.tls.password",
                  keys.password(),
                  "read.token",
                  SECRET + "who-reads",
                  "control.token",
                  SECRET + "who-controls"));
      http = HttpClient.newBuilder().sslContext(trusting(keys.certificate())).build();
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      List<String> told = new ArrayList<>();
      try (StreamService service = StreamService.start(config, registry);
          SpectraServer server = SpectraServer.start(service, config, registry)) {
        letNobodyInWithoutAToken(server.address());
        everyRole(config, server.address());
        assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
        told.add(get(server.address().resolve("/health")));
        told.add(get(server.address().resolve("/metrics/all")));
        told.addAll(Overheard.beans());
      }
      told.addAll(overheard.log());
      assertThat(told).anyMatch(line -> line.contains("sasl.jaas.config")); // Kafka tells settings
      assertThat(told).noneMatch(line -> line.contains(SECRET) || line.contains("pass-of-http"));
      assertThat(told.stream().filter(line -> line.startsWith("audit: ")))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("audit: nobody known from ").contains(": 401 "),
              line -> assertThat(line).startsWith("audit: nobody known from ").contains(": 401 "),
              line ->
                  assertThat(line)
                      .startsWith("audit: control from ")
                      .contains("POST /api/models/scored {\"action\":\"use\"", ": 202 "),
              line -> assertThat(line).startsWith("audit: control from ").contains(": 409 "),
              line -> assertThat(line).startsWith("audit: control from ").contains(": 413 "));
    }
    assertThat(table.inVain(SecuredBroker.asked())).as("grants that nothing needs").isEmpty();
  }

  private static void everyRole(ServiceConfig config, URI server) throws Exception {
    Path sender = fileOf("sender");
    assertThat(replay(sender, "img").out()).contains("2 with a result");
    String[] watch = {
      "watch", spectra.getParent().toString(), "--once", "--settle", "0.1", "--pipeline", "scored"
    };
    List<String> taken = new ArrayList<>(Arrays.asList(watch));
    taken.addAll(List.of("--quantity", "absorbance"));
    succeeds(sender, taken.toArray(String[]::new));
    succeeds(sender, taken.toArray(String[]::new)); // reads what the first one noted
    try (TestClients anyone =
        new TestClients(Map.of("bootstrap.servers", broker.address(Port.PLAINTEXT)))) {
      RawBlock lost = TestModels.line("nobody", "lost", 2, 1, 0, 0, 2);
      anyone.sendAll(TestModels.records(config, List.of(lost)));
      anyone.send(
          new ProducerRecord<>(
              config.topics().explainRequests(), "no request".getBytes(StandardCharsets.UTF_8)));
    }
    Path reader = fileOf("reader");
    while (consume(reader, "dead-letter").lines().size() < 2
        || !consume(reader, "images").out().contains("\"complete\"")) {
      Thread.onSpinWait(); // the map follows the results
    }
    assertThat(consume(reader, "results").lines()).hasSize(4);
    assertThat(consume(reader, "maps").lines()).isNotEmpty();
    get(server.resolve("/api/images/img/pixels/0/0/explanations/lime?samples=100"));
    assertThat(consume(reader, "explanations").lines()).isNotEmpty();
    Path csv = folder.resolve("img.csv");
    succeeds(reader, "export", "img", "--format", "csv", "--to", csv.toString());
    assertThat(csv).content().contains("# image: img");
    Path controller = fileOf("controller");
    succeeds(controller, "models", "use", "scored", "untrained@1.0.0");
    succeeds(controller, "models", "status");
    Path operator = fileOf("operator");
    succeeds(operator, "rescore", "img", "--model", "untrained@1.0.0");
    assertThat(succeeds(operator, "resend", "--reason", "unknown-pipeline").out())
        .contains("1 records sent again");
    assertThat(succeeds(operator, "resend", "--reason", "malformed").out())
        .contains("1 records sent again");
  }

  /** Over the network only with TLS, and with a token for everything that tells something. */
  private static void letNobodyInWithoutAToken(URI server) throws Exception {
    assertThat(server.getScheme()).isEqualTo("https");
    String read = "Bearer " + SECRET + "who-reads";
    for (String path : List.of("/", "/api/images", "/health", "/metrics", "/api/events", "/x")) {
      assertThat(ask("GET", server.resolve(path), "", "").statusCode()).as(path).isEqualTo(401);
      assertThat(ask("GET", server.resolve(path), read + "x", "").statusCode()).isEqualTo(401);
    }
    assertThat(ask("GET", server.resolve("/api/images"), read, "").statusCode()).isEqualTo(200);
    assertThat(ask("GET", server.resolve("/health/live"), "", "").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = ask("GET", server.resolve("/health/ready"), "", "");
    assertThat(ready.body()).contains("status").doesNotContain("checks");
    URI models = server.resolve("/api/models/scored");
    String use = "{\"action\":\"use\",\"model\":\"untrained@1.0.0\"}";
    String control = "Bearer " + SECRET + "who-controls";
    assertThat(ask("POST", models, "", use).statusCode()).isEqualTo(401);
    assertThat(ask("POST", models, read, use).statusCode()).isEqualTo(401);
    assertThat(ask("POST", models, control, use).statusCode()).isEqualTo(202);
    String none = use.replace("1.0.0", "9.9.9");
    assertThat(ask("POST", models, control, none).statusCode()).isEqualTo(409);
    String tooLong = use + " ".repeat(66_000);
    assertThat(ask("POST", models, control, tooLong).statusCode()).isEqualTo(413);
  }

  private static HttpResponse<String> ask(
      String method, URI address, String authorization, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String get(URI address) throws Exception {
    return ask("GET", address, "Bearer " + SECRET + "who-reads", "").body();
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      known.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void shouldKnowAClientByItsCertificateWhosePasswordLiesInAFile() throws Exception {
    List<AclBinding> all = new ArrayList<>();
    for (ResourceType type :
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
      all.add(
          SecuredBroker.binding(
              "instrument",
              new ResourcePattern(type, "mtls", PatternType.PREFIXED),
              AclOperation.ALL));
    }
    broker.grant(all);
    Path password = Files.writeString(folder.resolve("secrets"), "key=" + broker.keyPassword());
    Map<String, String> kafka = broker.withCertificate();
    kafka.put("ssl.keystore.password", "${file:" + password + ":key}");
    kafka.put("config.providers", "file");
    kafka.put("config.providers.file.class", FileConfigProvider.class.getName());
    Path config =
        file(
            "mtls",
            kafka,
            "topics.prefix",
            "mtls.",
            "stream.application.id",
            "mtls",
            "data.dir",
            folder.resolve("data-mtls").toString());
    try (StreamService service =
        StreamService.start(load(config), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      assertThat(replay(config, "img").out()).contains("2 with a result");
      assertThat(consume(config, "results").lines()).hasSize(2);
      assertThat(service.health().isUp()).isTrue();
    }
    Run unknown = run(file("unknown", broker.trusting(Port.SSL)), "models", "status");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("certificate", "kafka.ssl.keystore.location");
  }

  @Test
  @Timeout(60)
  void shouldRefuseAWrongPasswordByNameInCommandsAndAtTheStartOfTheService() throws Exception {
    Path wrong = file("wrong", broker.withPassword(Port.SASL_SSL, "reader", "guessed-1b7c"));
    Run refused = run(wrong, "consume", "results");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("refuses", "Authentication failed", "SCRAM-SHA-512");
    assertThat(refused.err()).doesNotContain("guessed-1b7c");
    assertThatThrownBy(() -> BrokerWait.await(load(wrong), new CountDownLatch(1)))
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("Authentication failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAIN | plain.PlainLoginModule required username=\"plain\""
            + " password=\"plain-secret-7d2e\";",
        "OAUTHBEARER | oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"plain\";"
      })
  @Timeout(60)
  void shouldPassTheOtherWaysToLogInOn(String mechanism, String module) throws Exception {
    makeTopics();
    ResourcePattern topic =
        new ResourcePattern(ResourceType.TOPIC, "lack.images", PatternType.LITERAL);
    broker.grant(List.of(SecuredBroker.binding("plain", topic, AclOperation.READ)));
    Map<String, String> login = broker.trusting(Port.SASL_SSL);
    login.put("sasl.mechanism", mechanism);
    login.put("sasl.jaas.config", "org.apache.kafka.common.security." + module);
    consume(file("other", login, "topics.prefix", "lack."), "images");
  }

  /** Each grant of those who only run commands is taken away for good, and the command refused. */
  @ParameterizedTest
  @CsvSource({
    "reader, spectra.results, READ, consume results --until-end",
    "reader, spectra.maps, READ, consume maps --until-end",
    "reader, spectra.images, READ, consume images --until-end",
    "reader, spectra.explanations, READ, consume explanations --until-end",
    "reader, spectra.dead-letter, READ, consume dead-letter --until-end",
    "sender, spectra.raw, WRITE, replay FILE --pipeline scored --quantity absorbance --no-wait",
    "sender, spectra.images, READ, replay FILE --pipeline scored --quantity absorbance --no-wait",
    "sender, spectra.results, READ, replay FILE --pipeline scored --quantity absorbance",
    "sender, spectra.dead-letter, READ, replay FILE --pipeline scored --quantity absorbance",
    "sender, spectra-watch-*, WRITE, watch FOLDER --once --settle 0.1 --pipeline scored",
    "controller, spectra.models, READ, models status",
    "controller, spectra.models, WRITE, models use scored untrained@1.0.0 --wait 0",
    "controller, spectra.models-changes, WRITE, models use scored untrained@1.0.0 --wait 0",
    "operator, spectra.dead-letter, READ, resend --reason malformed",
    "operator, spectra.images, READ, rescore img --model untrained@1.0.0"
  })
  @Timeout(60)
  void shouldRefuseWhoLacksAGrantAndSayWhat(
      String role, String name, AclOperation operation, String command) throws Exception {
    makeTopics();
    List<AclBinding> left =
        table.grants().stream()
            .filter(
                grant ->
                    !(grant.role().equals(role)
                        && grant.name().equals(name)
                        && grant.operation() == operation))
            .map(grant -> grant.under("lack.").binding())
            .toList();
    assertThat(left).hasSize(table.grants().size() - 1);
    broker.grant(left);
    String line =
        command.replace("FILE", spectra.toString()).replace("FOLDER", spectra.getParent() + "");
    Path config =
        file(
            "lacking",
            broker.withPassword(Port.SASL_SSL, role, SECRET + role),
            "topics.prefix",
            "lack.");
    Run refused = run(config, line.split(" "));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("uthoriz").doesNotContain("\tat ");
  }

  /** Those of a service, under a prefix that no other test uses, and what an instance says. */
  private static void makeTopics() throws Exception {
    Topics topics = new Topics("lack.");
    if (broker.admin().listTopics().names().get().contains(topics.models())) {
      return;
    }
    broker
        .admin()
        .createTopics(
            topics.all().stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
        .all()
        .get();
    Wire.InstanceModels says =
        Wire.InstanceModels.newBuilder()
            .setInstance("one")
            .setPipeline("scored")
            .setActive(Wire.ModelVersion.newBuilder().setModel("untrained@1.0.0"))
            .build();
    try (TestClients instance =
        new TestClients(Map.of("bootstrap.servers", broker.address(Port.PLAINTEXT)))) {
      instance.send(
          new ProducerRecord<>(
              topics.models(),
              "instance/one/scored".getBytes(StandardCharsets.UTF_8),
              says.toByteArray()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAINTEXT, SASL_SSL, speaks TLS, SASL_SSL",
    "SSL, PLAINTEXT, speaks no TLS, expected PLAINTEXT",
    "SASL_SSL, SASL_PLAINTEXT, speaks no TLS, expected SASL_PLAINTEXT",
    "PLAINTEXT, SASL_PLAINTEXT, wants a login, SCRAM-SHA-512",
    "SSL, SASL_SSL, wants a login, expected SASL_SSL",
    "SASL_PLAINTEXT, PLAINTEXT, refuses, mechanism"
  })
  @Timeout(60)
  void shouldSayThatClientAndPortSpeakDifferentProtocols(
      Port spoken, Port port, String said, String expected) throws Exception {
    Map<String, String> client = broker.withPassword(spoken, "reader", SECRET + "reader");
    client.put("bootstrap.servers", broker.address(port));
    Run refused = run(file("unlike", client), "consume", "results");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(said, expected).doesNotContain(SECRET);
  }
}
