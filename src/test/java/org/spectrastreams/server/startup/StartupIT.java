package org.spectrastreams.server.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** What is looked at before anything starts. */
class StartupIT {
  private final HttpClient http = HttpClient.newHttpClient();

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = taken()) {
      return String.valueOf(socket.getLocalPort());
    }
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
  @Timeout(30)
  void shouldSayThatItIsDownWhileNoBrokerAnswersAndTryOn() throws Exception {
    String broker = "127.0.0.1:" + freePort();
    String port = freePort();
    ServiceConfig config =
        ServiceConfig.defaults().with("kafka.bootstrap.servers", broker).with("http.port", port);
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

    HttpResponse<String> health = firstAnswer(URI.create("http://127.0.0.1:" + port + "/health"));
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("\"DOWN\"", broker);
    assertThat(firstAnswer(URI.create("http://127.0.0.1:" + port + "/health/live")).statusCode())
        .isEqualTo(200);
    assertThat(waiting).isNotDone();
    stopped.countDown();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
  }

  private HttpResponse<String> firstAnswer(URI address) throws Exception {
    while (true) {
      try {
        return http.send(
            HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException notYet) {
        LockSupport.parkNanos(10_000_000);
      }
    }
  }
}
