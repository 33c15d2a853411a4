package org.spectrastreams.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spectrastreams.stream.broker.SecuredBroker.Port;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

/** What the roles of the page do in a day, and what nobody may do without a token. */
record RolesAtWork(SecuredCluster cluster, TokenClient client) {
  /** Every role does what it is there for, in the cluster and with the server. */
  void everyRole(ServiceConfig config, URI server) throws Exception {
    Path sender = cluster.fileOf("sender");
    assertThat(cluster.replay(sender, "img").out()).contains("2 with a result");
    String[] watch = {
      "watch",
      cluster.spectra().getParent().toString(),
      "--once",
      "--settle",
      "0.1",
      "--pipeline",
      "scored"
    };
    List<String> taken = new ArrayList<>(Arrays.asList(watch));
    taken.addAll(List.of("--quantity", "absorbance"));
    cluster.succeeds(sender, taken.toArray(String[]::new));
    cluster.succeeds(sender, taken.toArray(String[]::new)); // reads what the first one noted
    try (TestClients anyone =
        new TestClients(Map.of("bootstrap.servers", cluster.broker().address(Port.PLAINTEXT)))) {
      RawBlock lost = TestModels.line("nobody", "lost", 2, 1, 0, 0, 2);
      anyone.sendAll(TestModels.records(config, List.of(lost)));
      anyone.send(
          new ProducerRecord<>(
              config.topics().explainRequests(), "no request".getBytes(StandardCharsets.UTF_8)));
    }
    Path reader = cluster.fileOf("reader");
    while (cluster.consume(reader, "dead-letter").lines().size() < 2
        || !cluster.consume(reader, "images").out().contains("\"complete\"")) {
      Thread.onSpinWait(); // the map follows the results
    }
    assertThat(cluster.consume(reader, "results").lines()).hasSize(4);
    assertThat(cluster.consume(reader, "maps").lines()).isNotEmpty();
    client.get(server.resolve("/api/images/img/pixels/0/0/explanations/lime?samples=100"));
    assertThat(cluster.consume(reader, "explanations").lines()).isNotEmpty();
    Path csv = cluster.folder().resolve("img.csv");
    cluster.succeeds(reader, "export", "img", "--format", "csv", "--to", csv.toString());
    assertThat(csv).content().contains("# image: img");
    Path controller = cluster.fileOf("controller");
    cluster.succeeds(controller, "models", "use", "scored", "untrained@1.0.0");
    cluster.succeeds(controller, "models", "status");
    Path operator = cluster.fileOf("operator");
    cluster.succeeds(operator, "rescore", "img", "--model", "untrained@1.0.0");
    assertThat(cluster.succeeds(operator, "resend", "--reason", "unknown-pipeline").out())
        .contains("1 records sent again");
    assertThat(cluster.succeeds(operator, "resend", "--reason", "malformed").out())
        .contains("1 records sent again");
  }

  /** Over the network only with TLS, and with a token for everything that tells something. */
  void letNobodyInWithoutAToken(URI server) throws Exception {
    assertThat(server.getScheme()).isEqualTo("https");
    String read = "Bearer " + SecuredCluster.SECRET + "who-reads";
    for (String path : List.of("/", "/api/images", "/health", "/metrics", "/api/events", "/x")) {
      assertThat(client.ask("GET", server.resolve(path), "", "").statusCode())
          .as(path)
          .isEqualTo(401);
      assertThat(client.ask("GET", server.resolve(path), read + "x", "").statusCode())
          .isEqualTo(401);
    }
    assertThat(client.ask("GET", server.resolve("/api/images"), read, "").statusCode())
        .isEqualTo(200);
    assertThat(client.ask("GET", server.resolve("/health/live"), "", "").statusCode())
        .isEqualTo(200);
    HttpResponse<String> ready = client.ask("GET", server.resolve("/health/ready"), "", "");
    assertThat(ready.body()).contains("status").doesNotContain("checks");
    URI models = server.resolve("/api/models/scored");
    String use = "{\"action\":\"use\",\"model\":\"untrained@1.0.0\"}";
    String control = "Bearer " + SecuredCluster.SECRET + "who-controls";
    assertThat(client.ask("POST", models, "", use).statusCode()).isEqualTo(401);
    assertThat(client.ask("POST", models, read, use).statusCode()).isEqualTo(401);
    assertThat(client.ask("POST", models, control, use).statusCode()).isEqualTo(202);
    String none = use.replace("1.0.0", "9.9.9");
    assertThat(client.ask("POST", models, control, none).statusCode()).isEqualTo(409);
    String tooLong = use + " ".repeat(66_000);
    assertThat(client.ask("POST", models, control, tooLong).statusCode()).isEqualTo(413);
  }
}
