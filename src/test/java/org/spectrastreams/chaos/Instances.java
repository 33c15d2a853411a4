package org.spectrastreams.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.stream.broker.JavaProcess;

/** Instances of the service, a process each, with clocks that can be set where that is possible. */
final class Instances implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Path folder;
  private final Cluster cluster;
  private final Clocks clocks;
  private final JavaProcess[] processes = new JavaProcess[Plan.INSTANCES];
  private final URI[] addresses = new URI[Plan.INSTANCES];
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

  /**
   * Starts none yet.
   *
   * @param folder holds the model store and the pipelines
   * @param clocks of the instances
   */
  Instances(Path folder, Cluster cluster, Clocks clocks) {
    this.folder = folder;
    this.cluster = cluster;
    this.clocks = clocks;
  }

  void start(int instance) throws IOException {
    Map<String, String> environment = new HashMap<>(clocks.environment(name(instance)));
    environment.put("SPECTRA_HOME", folder.toString());
    processes[instance] =
        JavaProcess.service(
            folder.resolve("instance-" + instance + ".log"),
            environment,
            List.of(
                "topics.replication=3",
                "topics.partitions=6",
                "stream.threads=1",
                "data.dir=" + folder.resolve("instance-" + instance),
                "kafka.bootstrap.servers=" + cluster.of(instance)));
  }

  /** Returns when it works. */
  void awaitStart(int instance) throws IOException {
    String said = processes[instance].awaitLine();
    addresses[instance] = URI.create(new ObjectMapper().readTree(said).get("viewer").asText());
  }

  void kill(int instance) throws InterruptedException {
    processes[instance].kill();
  }

  /** Lets it run so long; fails where it ends by itself. */
  void run(int instance, int millis) throws InterruptedException {
    processes[instance].run(millis);
  }

  /** Sets the clock of one, so many seconds from the machine's. */
  void setClock(int instance, int seconds) throws IOException {
    clocks.set(name(instance), seconds);
  }

  private static String name(int instance) {
    return "instance-" + instance;
  }

  /** What an instance says of itself; empty where it says that all is well. */
  Optional<String> trouble(int instance) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(addresses[instance].resolve("/health"))
                  .timeout(ANSWER)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.empty()
          : Optional.of("instance " + instance + ": " + answer.body());
    } catch (IOException e) {
      return Optional.of("instance " + instance + ": " + e);
    }
  }

  /** SIGTERM to all; each must end in order. */
  void terminate() throws InterruptedException {
    for (int instance = 0; instance < Plan.INSTANCES; instance++) {
      int status = processes[instance].terminate(90);
      if (status != 128 + 15) {
        throw new AssertionError("instance " + instance + " ended with " + status);
      }
    }
  }

  @Override
  public void close() {
    for (JavaProcess process : processes) {
      if (process != null) {
        process.close();
      }
    }
  }
}
