package org.spectrastreams.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spectrastreams.cli.Run;
import org.spectrastreams.stream.broker.SecuredBroker;
import org.spectrastreams.stream.broker.SecuredBroker.Port;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.proto.Wire;

/**
 * A cluster that wants to know who comes, the users that the page names, and the commands that they
 * run.
 */
final class SecuredCluster implements AutoCloseable {
  /** What every password and token begins with, so that it is found wherever one is told. */
  static final String SECRET = "secret-3f9a-of-";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path folder;
  private final SecuredBroker broker;
  private final GrantTable table;
  private final Path spectra;

  SecuredCluster(Path folder) throws Exception {
    this.folder = folder;
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

  SecuredBroker broker() {
    return broker;
  }

  GrantTable table() {
    return table;
  }

  Path folder() {
    return folder;
  }

  /** A file of two spectra. */
  Path spectra() {
    return spectra;
  }

  /** Lets every role do what the page says, and nothing else. */
  void grantWhatThePageSays() throws Exception {
    broker.grant(table.bindings());
  }

  /** A configuration as a user of this cluster would write it. */
  Path file(String name, Map<String, String> kafka, String... more) throws IOException {
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

  /** The configuration of a user who has a role. */
  Path fileOf(String role) throws IOException {
    return file(role, broker.withPassword(Port.SASL_SSL, role, SECRET + role));
  }

  static ServiceConfig load(Path file) throws IOException {
    return ServiceConfig.load(file, Map.of(), Map.of());
  }

  Run run(Path config, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config.toString()));
    return Run.of(all.toArray(String[]::new));
  }

  Run succeeds(Path config, String... command) {
    Run run = run(config, command);
    assertThat(run.exit()).as("%s: %s%s", List.of(command), run.err(), run.out()).isZero();
    return run;
  }

  Run replay(Path config, String image) {
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

  Run consume(Path config, String stream) {
    return succeeds(config, "consume", stream, "--from-beginning", "--until-end", "--json");
  }

  /** Those of a service, under a prefix that no other test uses, and what an instance says. */
  void makeTopics() throws Exception {
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

  @Override
  public void close() {
    broker.close();
  }
}
