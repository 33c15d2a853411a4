package org.spectrastreams.server.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.spectrastreams.Await;
import org.spectrastreams.Overheard;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

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
            String why = uninterrupted(silences);
            if (why.isEmpty()) {
              return "started";
            }
            throw new ServiceStartException(
                why, new IllegalStateException(new TimeoutException("no leader")));
          };
      CompletableFuture<Optional<String>> waiting =
          starting(config, new CountDownLatch(1), service);

      silences.add("topics could not be created");
      URI address = addressOfHealth(overheard);
      assertThat(answer(address).body()).contains("\"DOWN\"", "topics could not be created");
      silences.add("models cannot be read");
      Await.until(
          "the newest reason is told",
          () -> answer(address).body().contains("models cannot be read"));
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

  private static String uninterrupted(BlockingQueue<String> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<Optional<String>> starting(
      ServiceConfig config, CountDownLatch stopped, Supplier<String> service) {
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
