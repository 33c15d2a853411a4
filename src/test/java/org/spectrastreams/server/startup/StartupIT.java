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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.Overheard;
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
  @Timeout(300)
  void shouldSayThatItIsDownWhileNoBrokerAnswersAndTryOn() throws Exception {
    // A port that somebody holds who does not listen: whoever connects to it is refused.
    try (Socket silent = new Socket();
        Overheard overheard = new Overheard()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String broker = "127.0.0.1:" + silent.getLocalPort();
      ServiceConfig config =
          ServiceConfig.defaults().with("kafka.bootstrap.servers", broker).with("http.port", "0");
      CountDownLatch stopped = new CountDownLatch(1);
      CompletableFuture<Boolean> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return BrokerWait.await(config, stopped);
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });

      URI address = addressOfHealth(overheard);
      HttpResponse<String> health = answer(address);
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"DOWN\"", broker);
      assertThat(answer(address.resolve("/health/live")).statusCode()).isEqualTo(200);
      assertThat(waiting).isNotDone();
      stopped.countDown();
      assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
    }
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
