package org.spectrastreams.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.Overheard;
import org.spectrastreams.cli.Run;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.server.startup.BrokerWait;
import org.spectrastreams.stream.broker.Keys;
import org.spectrastreams.stream.broker.SecuredBroker;
import org.spectrastreams.stream.broker.SecuredBroker.Port;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.service.StreamService;

/** A cluster that wants to know who comes, and lets everyone do what the page says and no more. */
class SecuredClusterIT {
  @TempDir static Path folder;

  @AutoClose private static SecuredCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new SecuredCluster(folder);
  }

  @BeforeEach
  void grantWhatThePageSays() throws Exception {
    cluster.grantWhatThePageSays();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldDoEverythingWithTheGrantsOfThePageWithNoneInVainAndTellNoSecret() throws Exception {
    SecuredBroker.asked();
    try (Overheard overheard = new Overheard()) {
      // Topics of an earlier version: with fewer partitions, and without bounds.
      cluster
          .broker()
          .admin()
          .createTopics(
              List.of(
                  new NewTopic("spectra.raw", 1, (short) 1),
                  new NewTopic("spectra-streams-tiles-changelog", 1, (short) 1)))
          .all()
          .get();
      Keys keys = Keys.make(cluster.folder(), "http");
      ServiceConfig config =
          SecuredCluster.load(
              cluster.file(
                  "service",
                  cluster
                      .broker()
                      .withPassword(Port.SASL_SSL, "service", SecuredCluster.SECRET + "service"),
                  "http.host",
                  "0.0.0.0",
                  "http.tls.certificate",
                  keys.store().toString(),
                  "http.tls.password",
                  keys.password(),
                  "read.token",
                  SecuredCluster.SECRET + "who-reads",
                  "control.token",
                  SecuredCluster.SECRET + "who-controls"));
      TokenClient client = TokenClient.knowing(keys.certificate());
      RolesAtWork roles = new RolesAtWork(cluster, client);
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      List<String> told = new ArrayList<>();
      try (StreamService service = StreamService.start(config, registry);
          SpectraServer server = SpectraServer.start(service, config, registry)) {
        roles.letNobodyInWithoutAToken(server.address());
        roles.everyRole(config, server.address());
        assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
        told.add(client.get(server.address().resolve("/health")));
        told.add(client.get(server.address().resolve("/metrics/all")));
        told.addAll(Overheard.beans());
      }
      told.addAll(overheard.log());
      assertThat(told).anyMatch(line -> line.contains("sasl.jaas.config")); // Kafka tells settings
      assertThat(told)
          .noneMatch(line -> line.contains(SecuredCluster.SECRET) || line.contains("pass-of-http"));
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
    assertThat(cluster.table().inVain(SecuredBroker.asked()))
        .as("grants that nothing needs")
        .isEmpty();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
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
    cluster.broker().grant(all);
    Path password =
        Files.writeString(
            cluster.folder().resolve("secrets"), "key=" + cluster.broker().keyPassword());
    Map<String, String> kafka = cluster.broker().withCertificate();
    kafka.put("ssl.keystore.password", "${file:" + password + ":key}");
    kafka.put("config.providers", "file");
    kafka.put("config.providers.file.class", FileConfigProvider.class.getName());
    Path config =
        cluster.file(
            "mtls",
            kafka,
            "topics.prefix",
            "mtls.",
            "stream.application.id",
            "mtls",
            "data.dir",
            cluster.folder().resolve("data-mtls").toString());
    try (StreamService service =
        StreamService.start(
            SecuredCluster.load(config), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      assertThat(cluster.replay(config, "img").out()).contains("2 with a result");
      assertThat(cluster.consume(config, "results").lines()).hasSize(2);
      assertThat(service.health().isUp()).isTrue();
    }
    Run unknown =
        cluster.run(
            cluster.file("unknown", cluster.broker().trusting(Port.SSL)), "models", "status");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("certificate", "kafka.ssl.keystore.location");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldRefuseAWrongPasswordByNameInCommandsAndAtTheStartOfTheService() throws Exception {
    Path wrong =
        cluster.file(
            "wrong", cluster.broker().withPassword(Port.SASL_SSL, "reader", "guessed-1b7c"));
    Run refused = cluster.run(wrong, "consume", "results");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("refuses", "Authentication failed", "SCRAM-SHA-512");
    assertThat(refused.err()).doesNotContain("guessed-1b7c");
    assertThatThrownBy(
            () ->
                BrokerWait.start(
                    SecuredCluster.load(wrong), new CountDownLatch(1), () -> "not reached"))
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
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldPassTheOtherWaysToLogInOn(String mechanism, String module) throws Exception {
    cluster.makeTopics();
    ResourcePattern topic =
        new ResourcePattern(ResourceType.TOPIC, "lack.images", PatternType.LITERAL);
    cluster.broker().grant(List.of(SecuredBroker.binding("plain", topic, AclOperation.READ)));
    Map<String, String> login = cluster.broker().trusting(Port.SASL_SSL);
    login.put("sasl.mechanism", mechanism);
    login.put("sasl.jaas.config", "org.apache.kafka.common.security." + module);
    cluster.consume(cluster.file("other", login, "topics.prefix", "lack."), "images");
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
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldRefuseWhoLacksAGrantAndSayWhat(
      String role, String name, AclOperation operation, String command) throws Exception {
    cluster.makeTopics();
    List<AclBinding> left =
        cluster.table().grants().stream()
            .filter(
                grant ->
                    !(grant.role().equals(role)
                        && grant.name().equals(name)
                        && grant.operation() == operation))
            .map(grant -> grant.under("lack.").binding())
            .toList();
    assertThat(left).hasSize(cluster.table().grants().size() - 1);
    cluster.broker().grant(left);
    String line =
        command
            .replace("FILE", cluster.spectra().toString())
            .replace("FOLDER", cluster.spectra().getParent() + "");
    Path config =
        cluster.file(
            "lacking",
            cluster.broker().withPassword(Port.SASL_SSL, role, SecuredCluster.SECRET + role),
            "topics.prefix",
            "lack.");
    Run refused = cluster.run(config, line.split(" "));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("uthoriz").doesNotContain("\tat ");
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
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldSayThatClientAndPortSpeakDifferentProtocols(
      Port spoken, Port port, String said, String expected) throws Exception {
    Map<String, String> client =
        cluster.broker().withPassword(spoken, "reader", SecuredCluster.SECRET + "reader");
    client.put("bootstrap.servers", cluster.broker().address(port));
    Run refused = cluster.run(cluster.file("unlike", client), "consume", "results");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(said, expected).doesNotContain(SecuredCluster.SECRET);
  }
}
