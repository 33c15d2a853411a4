package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.config.ConfigKey;
import org.spectrastreams.stream.config.ServiceConfig;

/** What is set on Kubernetes and under systemd is what the service has settings and answers for. */
class KubernetesTest {
  private static final Path FOLDER = Path.of("docker/kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();

  private static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return all.readAll();
    }
  }

  private static JsonNode instances() throws IOException {
    return documents(FOLDER.resolve("base/statefulset.yaml")).get(0);
  }

  private static JsonNode container() throws IOException {
    return instances().at("/spec/template/spec/containers/0");
  }

  private static Set<String> variables() {
    Set<String> variables = new TreeSet<>(Set.of("SPECTRA_JAVA_OPTS"));
    for (ConfigKey key : ConfigKey.values()) {
      variables.add(key.variable());
      variables.add(key.variable() + "_FILE");
    }
    return variables;
  }

  @Test
  void shouldNameOnlyFilesThatExistAndLeaveNoneOut() throws IOException {
    for (String overlay : List.of("base", "autoscaling", "monitoring")) {
      Path folder = FOLDER.resolve(overlay);
      JsonNode customization = documents(folder.resolve("kustomization.yaml")).get(0);
      Set<String> named = new TreeSet<>(Set.of("kustomization.yaml", "adapter-rules.yaml"));
      for (JsonNode resource : customization.path("resources")) {
        assertThat(folder.resolve(resource.asText())).exists();
        named.add(resource.asText());
      }
      customization.findValues("files").forEach(list -> list.forEach(f -> named.add(f.asText())));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(named);
      }
    }
  }

  @Test
  void shouldSetOnlyWhatTheServiceKnowsAndStartWithIt() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container().path("env")) {
      String name = variable.path("name").asText();
      if (name.startsWith("SPECTRA_")) {
        assertThat(variables()).contains(name);
        if (!name.endsWith("_FILE") && !name.equals("SPECTRA_JAVA_OPTS")) {
          environment.put(name, variable.path("value").asText().replace("$(POD_IP)", "192.0.2.7"));
        }
      }
    }
    ServiceConfig config =
        ServiceConfig.load(FOLDER.resolve("base/spectra.yaml"), environment, Map.of());
    assertThat(config.httpPort()).isEqualTo(container().at("/ports/0/containerPort").asInt());
    assertThat(config.httpAllowedHosts()).contains("spectra", "192.0.2.7");
    assertThat(mounts())
        .contains("/var/lib/spectra", "/etc/spectra", "/run/secrets/spectra", "/tmp");
    assertThat(Files.readString(FOLDER.resolve("base/spectra.yaml")))
        .contains("dir: /var/lib/spectra", "certificate: /run/secrets/spectra/tls.crt");
  }

  private static List<String> mounts() throws IOException {
    List<String> paths = new ArrayList<>();
    container().path("volumeMounts").forEach(one -> paths.add(one.path("mountPath").asText()));
    return paths;
  }

  @Test
  void shouldRunWithoutRightsOnAFileSystemThatCannotBeWritten() throws IOException {
    assertThat(container().has("command")).as("it starts by the image's launcher").isFalse();
    JsonNode pod = instances().at("/spec/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(Files.readString(Path.of("docker/Dockerfile")))
        .contains("USER " + pod.at("/securityContext/runAsUser").asInt() + ":");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    JsonNode context = container().path("securityContext");
    assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void shouldAskForHealthAtPathsThatAreAnsweredUnderANameThatIsAllowed() throws IOException {
    JsonNode rest;
    try (InputStream in = KubernetesTest.class.getResourceAsStream("/web/openapi.yaml")) {
      rest = YAML.readTree(in);
    }
    for (String name : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode probe = container().path(name).path("httpGet");
      String path = probe.path("path").asText();
      assertThat(rest.path("paths").has(path)).as(path).isTrue();
      assertThat(path).isEqualTo(name.startsWith("readiness") ? "/health/ready" : "/health/live");
      assertThat(probe.at("/httpHeaders/0/name").asText()).isEqualTo("Host");
      assertThat(probe.at("/httpHeaders/0/value").asText()).isEqualTo("localhost");
      assertThat(probe.path("port").asText()).isEqualTo(container().at("/ports/0/name").asText());
    }
  }

  @Test
  void shouldNotGrowBeyondWhatPartitionsKeepBusy() throws IOException {
    ServiceConfig config =
        ServiceConfig.load(FOLDER.resolve("base/spectra.yaml"), Map.of(), Map.of());
    JsonNode scaler = documents(FOLDER.resolve("autoscaling/autoscaler.yaml")).get(0).path("spec");
    int threads =
        documents(FOLDER.resolve("base/spectra.yaml")).get(0).at("/stream/threads").asInt();
    assertThat(scaler.path("maxReplicas").asInt() * threads)
        .isLessThanOrEqualTo(config.partitions());
    assertThat(scaler.path("minReplicas").asInt())
        .isEqualTo(instances().at("/spec/replicas").asInt());
    JsonNode rule = YAML.readTree(FOLDER.resolve("autoscaling/adapter-rules.yaml").toFile()).get(0);
    assertThat(scaler.at("/metrics/0/pods/metric/name").asText())
        .isEqualTo(rule.at("/name/as").asText());
    // The metric that the alert of a growing lag is made of.
    assertThat(Files.readString(Path.of("dashboards/prometheus/rules.yml")))
        .contains(rule.path("seriesQuery").asText().split("\\{", 2)[0] + "{topic=~\".*raw\"}");
  }

  @Test
  void shouldWatchByTheRulesThatAreShipped() throws IOException {
    JsonNode shipped = YAML.readTree(Path.of("dashboards/prometheus/rules.yml").toFile());
    JsonNode applied = documents(FOLDER.resolve("monitoring/rules.yaml")).get(0);
    assertThat(applied.at("/spec/groups")).isEqualTo(shipped.path("groups"));
    JsonNode scrape =
        documents(FOLDER.resolve("monitoring/scrape.yaml")).get(0).at("/spec/endpoints/0");
    assertThat(scrape.path("path").asText()).isEqualTo("/metrics");
    assertThat(scrape.path("port").asText()).isEqualTo(container().at("/ports/0/name").asText());
  }

  @Test
  void shouldRunUnderSystemdWithoutRightsAndWithSettingsThatExist() throws IOException {
    Map<String, String> set = new HashMap<>();
    List<String> environment = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docker/systemd/spectra-streams.service"))) {
      String[] parts = line.split("=", 2);
      if (line.startsWith("Environment=")) {
        environment.add(parts[1]);
      } else if (parts.length == 2 && !line.startsWith("#")) {
        set.put(parts[0], parts[1]);
      }
    }
    assertThat(set)
        .containsEntry("User", "spectra")
        .containsEntry("NoNewPrivileges", "yes")
        .containsEntry("CapabilityBoundingSet", "")
        .containsEntry("ProtectSystem", "strict")
        .containsEntry("ProtectHome", "yes")
        .containsEntry("PrivateTmp", "yes")
        .containsEntry("UMask", "0077")
        .containsEntry("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX")
        .doesNotContainKey("MemoryDenyWriteExecute");
    assertThat(set.get("ExecStart")).startsWith("/opt/spectra/spectra serve ");
    assertThat(environment)
        .contains("SPECTRA_DATA_DIR=/var/lib/" + set.get("StateDirectory"))
        .allSatisfy(one -> assertThat(variables()).contains(one.split("=", 2)[0]));
  }
}
