package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.stream.broker.JavaProcess;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;

/** The machine's clock is set back by an hour while {@code serve} runs. */
class ServeAnewIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void shouldBeginAnewAtTheSamePortsWhenTheClockIsSetBack() throws Exception {
    ServiceConfig config = TestModels.write(folder);
    Path back = folder.resolve("back");
    Path log = folder.resolve("service.log");
    try (JavaProcess service =
        new JavaProcess(
            log,
            Map.of("SPECTRA_HOME", folder.toString()),
            SteppedServe.class.getName(),
            back.toString(),
            "--json",
            "--set=http.port=0",
            "--set=broker.port=0",
            "--set=broker.login=none",
            "--set=disk.free.mb=1")) {
      JsonNode where = new ObjectMapper().readTree(service.awaitLine(120));
      URI health = URI.create(where.get("viewer").asText()).resolve("/health");
      Map<String, Object> client =
          Map.of("bootstrap.servers", where.get("bootstrapServers").asText());
      try (TestClients clients = new TestClients(client)) {
        sendAndAwait(clients, config, "before");
      }

      Files.createFile(back);
      Await.until("it begins anew", () -> Files.readString(log).contains("begins anew"));
      Await.until("it is up again", () -> isUp(health));

      try (TestClients clients = new TestClients(client)) {
        Set<String> images = sendAndAwait(clients, config, "after");
        assertThat(images).containsExactly("after", "before");
      }
      assertThat(Files.readString(log)).containsOnlyOnce("set back by 3600 s: ");
      assertThat(service.terminate(60)).isEqualTo(128 + 15);
    }
  }

  /** The images that there are results of once there is one of this image. */
  private static Set<String> sendAndAwait(TestClients clients, ServiceConfig config, String image) {
    Set<String> images = new TreeSet<>();
    clients.sendAll(
        TestModels.records(config, List.of(TestModels.line("scored", image, 4, 1, 0, 0, 4))));
    clients.read(
        config.topics().results(),
        record -> images.add(TestClients.key(record)),
        () -> images.contains(image));
    return images;
  }

  private boolean isUp(URI health) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }
}
