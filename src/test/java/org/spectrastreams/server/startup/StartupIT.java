package org.spectrastreams.server.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.Await;
import org.spectrastreams.Overheard;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.service.StreamService;

/** What is looked at before anything starts. */
class StartupIT {
  private final HttpClient http = HttpClient.newHttpClient();

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void shouldNameTheKeyOfAPortThatIsTaken() throws IOException {
    try (ServerSocket other = taken()) {
      String port = String.valueOf(other.getLocalPort());
      ServiceConfig free = ServiceConfig.defaults().with("http.port", "0").with("broker.port", "0");
      FreePorts.require(free);
      assertThatThrownBy(() -> FreePorts.require(free.with("http.port", port)))
          .isInstanceOf(ServiceStartException.class)
          .hasMessageContaining("http.port is " + port);
      assertThatThrownBy(() -> FreePorts.require(free.with("broker.port", port)))
          .isInstanceOf(ServiceStartException.class)
          .hasMessageContaining("broker.port is " + port);
      FreePorts.require(
          free.with("broker.port", port).with("kafka.bootstrap.servers", "elsewhere:1"));
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldSayThatItIsDownWhileNoBrokerAnswersAndTryOn() throws Exception {
    // A port that somebody holds who does not listen: whoever connects to it is refused.
    try (Socket silent = new Socket();
        Overheard overheard = new Overheard()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String broker = "127.0.0.1:" + silent.getLocalPort();
      ServiceConfig config =
          ServiceConfig.defaults().with("kafka.bootstrap.servers", broker).with("http.port", "0");
      CountDownLatch stopped = new CountDownLatch(1);
      CompletableFuture<Optional<String>> waiting = starting(config, stopped, () -> "started");

      URI address = addressOfHealth(overheard);
      awaitReason(address, "no broker answers");
      HttpResponse<String> health = answer(address);
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"DOWN\"", broker);
      assertThat(answer(address.resolve("/health/live")).statusCode()).isEqualTo(200);
      assertThat(waiting).isNotDone();
      stopped.countDown();
      assertThat(waiting.get(2, TimeUnit.MINUTES)).isEmpty();
    }
  }

  /** As where two of three brokers do not answer: one does, but nothing can be asked of it. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldTryOnWhileTooFewBrokersAnswer(@TempDir Path folder) throws Exception {
    BlockingQueue<String> silences = new LinkedBlockingQueue<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Overheard overheard = new Overheard()) {
      ServiceConfig config =
          ServiceConfig.defaults()
              .with("kafka.bootstrap.servers", broker.bootstrapServers())
              .with("http.port", "0");
      Supplier<String> service =
          () -> {
            String why = taken(silences);
            if (why.isEmpty()) {
              return "started";
            }
            throw new ServiceStartException(
                why, new IllegalStateException(new TimeoutException("no leader")));
          };
      CompletableFuture<Optional<String>> waiting =
          starting(config, new CountDownLatch(1), service);

      URI address = addressOfHealth(overheard);
      assertThat(answer(address).body()).contains("\"DOWN\"", "the service starts");
      silences.add("topics could not be created");
      silences.add("topics could not be created");
      awaitReason(address, "topics could not be created");
      silences.add("models cannot be read");
      awaitReason(address, "models cannot be read");
      assertThat(overheard.log())
          .filteredOn(line -> line.startsWith("too few brokers answer"))
          .satisfiesExactly(
              first -> assertThat(first).contains("topics could not be created; trying on"),
              other -> assertThat(other).contains("models cannot be read; trying on"));
      assertThat(waiting).isNotDone();
      silences.add("");
      assertThat(waiting.get(2, TimeUnit.MINUTES)).contains("started");
      assertThatThrownBy(() -> answer(address)).isInstanceOf(IOException.class);
      assertThatThrownBy(
              () ->
                  BrokerWait.start(
                      config,
                      new CountDownLatch(1),
                      () -> {
                        throw new ServiceStartException("no model", new IOException("no file"));
                      }))
          .hasMessage("no model");
    }
  }

  /** As where {@code topics.replication} brokers are not there yet, or not any more. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldTryOnWhileReplicasAreMissingUntilItIsStopped(@TempDir Path folder) throws Exception {
    Path pipelines = Files.createDirectory(folder.resolve("streams"));
    Files.copy(Path.of("streams/survey.yaml"), pipelines.resolve("survey.yaml"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        Overheard overheard = new Overheard()) {
      ServiceConfig config =
          ServiceConfig.defaults()
              .with("kafka.bootstrap.servers", broker.bootstrapServers())
              .with("topics.replication", "3")
              .with("data.dir", folder.resolve("data").toString())
              .with("pipelines.dir", pipelines.toString())
              .with("http.port", "0");
      CountDownLatch stopped = new CountDownLatch(1);
      CompletableFuture<Optional<StreamService>> waiting =
          starting(config, stopped, () -> StreamService.start(config, new SimpleMeterRegistry()));
      URI address = addressOfHealth(overheard);
      awaitReason(address, "too few brokers answer");
      assertThat(answer(address).body()).contains("\"DOWN\"", "replication factor");
      assertThat(waiting).isNotDone();
      stopped.countDown();
      assertThat(waiting.get(2, TimeUnit.MINUTES)).isEmpty();
    }
  }

  /** In its first attempt and in a later one: what is asked of the brokers is never answered. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldEndAnAttemptWhereItIsStopped(boolean later, @TempDir Path folder) throws Exception {
    BlockingQueue<String> silences = new LinkedBlockingQueue<>();
    CountDownLatch begun = new CountDownLatch(later ? 2 : 1);
    if (later) {
      silences.add("topics could not be created");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      ServiceConfig config =
          ServiceConfig.defaults()
              .with("kafka.bootstrap.servers", broker.bootstrapServers())
              .with("http.port", "0");
      CountDownLatch stopped = new CountDownLatch(1);
      CompletableFuture<Optional<String>> waiting =
          starting(
              config,
              stopped,
              () -> {
                begun.countDown();
                throw new ServiceStartException(taken(silences), new TimeoutException("no leader"));
              });
      begun.await();
      stopped.countDown();
      assertThat(waiting.get(2, TimeUnit.MINUTES)).isEmpty();
    }
  }

  private static String taken(BlockingQueue<String> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted", e);
    }
  }

  private void awaitReason(URI address, String reason) {
    Await.until("'" + reason + "' is told", () -> answer(address).body().contains(reason));
  }

  private static <T> CompletableFuture<Optional<T>> starting(
      ServiceConfig config, CountDownLatch stopped, Supplier<T> service) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return BrokerWait.start(config, stopped, service);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Where the log says that health is told. */
  private static URI addressOfHealth(Overheard overheard) throws InterruptedException {
    Pattern told = Pattern.compile("health is DOWN meanwhile: (\\S+)");
    while (!Thread.interrupted()) {
      for (String line : overheard.log()) {
        Matcher found = told.matcher(line);
        if (found.find()) {
          return URI.create(found.group(1));
        }
      }
      LockSupport.parkNanos(10_000_000);
    }
    throw new InterruptedException("the log did not say where health is told");
  }

  private HttpResponse<String> answer(URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
