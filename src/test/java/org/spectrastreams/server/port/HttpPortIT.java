package org.spectrastreams.server.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.server.access.TlsKeys;
import org.spectrastreams.stream.broker.Keys;
import org.spectrastreams.stream.config.ServiceConfig;

/** What one client can do to all others: nothing. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HttpPortIT {
  private static final int REQUESTS = 8;

  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicInteger working = new AtomicInteger();
  private Javalin javalin;

  @BeforeEach
  void listen() {
    listen(Duration.ofSeconds(1));
  }

  private void listen(Duration request) {
    HttpPort port =
        new HttpPort("127.0.0.1", 0, Optional.empty(), Duration.ofMinutes(2), request, REQUESTS);
    javalin =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  port.applyTo(config);
                  config.routes.get(
                      "/slow",
                      ctx -> {
                        working.incrementAndGet();
                        done.await();
                      });
                  config.routes.get("/quick", ctx -> ctx.result("quick"));
                })
            .start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    javalin.stop();
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), javalin.port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + javalin.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void shouldSayThatItIsAliveWhileEveryPlaceIsTakenAndManyMoreWait() throws Exception {
    javalin.stop();
    listen(Duration.ofSeconds(10)); // a hundred requests come in less, on any machine
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(open("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      }
      Await.until("every place is taken", () -> working.get() == REQUESTS);
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> alive = get(LiveAnswer.PATH);
        assertThat(alive.statusCode()).isEqualTo(200);
        assertThat(alive.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(alive.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      }
      assertThat(working.get()).isEqualTo(REQUESTS);
      assertThat(get("/quick").statusCode()).isEqualTo(503); // its turn does not come in time
    } finally {
      for (Socket one : slow) {
        one.close();
      }
    }
  }

  @Test
  void shouldHangUpOnARequestThatComesAByteAtATime() throws Exception {
    List<String> beginnings = new ArrayList<>();
    beginnings.add("GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
    // The same behind a request that came as it should, on the same connection.
    beginnings.add("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n" + beginnings.get(0));
    for (String beginning : beginnings) {
      try (Socket slow = open(beginning)) {
        Await.until("the server hangs up", () -> isRefused(slow));
      }
    }
    assertThat(get("/quick").statusCode()).isEqualTo(200);
  }

  /** Before TLS has begun there is no request yet, and no less of a connection. */
  @Test
  void shouldHangUpOnATlsGreetingThatComesAByteAtATime(@TempDir Path folder) throws Exception {
    Keys keys = Keys.make(folder, "http");
    ServiceConfig config =
        ServiceConfig.defaults()
            .with("http.tls.certificate", keys.store().toString())
            .with("http.tls.password", keys.password());
    Duration idle = Duration.ofSeconds(20);
    HttpPort port =
        new HttpPort("127.0.0.1", 0, TlsKeys.of(config), idle, Duration.ofSeconds(1), REQUESTS);
    Server server = port.server(new DefaultHandler());
    server.start();
    try (Socket slow =
        new Socket(
            InetAddress.getLoopbackAddress(),
            ((ServerConnector) server.getConnectors()[0]).getLocalPort())) {
      slow.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3});
      Await.until("the server hangs up", () -> isRefused(slow));
    } finally {
      server.stop();
    }
  }

  /** The check is the image's own, run as Docker runs it. */
  @Test
  void shouldBeHealthyByTheCheckOfTheImageWithTlsAndWithout(@TempDir Path folder) throws Exception {
    assertThat(healthy(javalin.port())).isTrue();
    Keys keys = Keys.make(folder, "http");
    ServiceConfig config =
        ServiceConfig.defaults()
            .with("http.tls.certificate", keys.store().toString())
            .with("http.tls.password", keys.password());
    Duration limit = Duration.ofSeconds(20);
    Server server =
        new HttpPort("127.0.0.1", 0, TlsKeys.of(config), limit, limit, REQUESTS)
            .server(new DefaultHandler());
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    try {
      assertThat(healthy(port)).isTrue();
    } finally {
      server.stop();
    }
    assertThat(healthy(port)).isFalse();
  }

  private static boolean healthy(int port) throws Exception {
    String file = Files.readString(Path.of("docker/Dockerfile"));
    String command = file.substring(file.indexOf("[", file.indexOf("HEALTHCHECK --")));
    ProcessBuilder check =
        new ProcessBuilder(
            new ObjectMapper()
                .readerForListOf(String.class)
                .<List<String>>readValue(command.lines().findFirst().orElseThrow()));
    check.environment().put("SPECTRA_HTTP_PORT", Integer.toString(port));
    check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return check.start().waitFor() == 0;
  }

  @Test
  void shouldHangUpOnConnectionsBeyondTheNumberOfAnAddress() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.getSelectorManager().addEventListener(new AddressLimit(2));
    server.addConnector(connector);
    server.setHandler(new LiveAnswer());
    server.start();
    try (Socket first = alive(connector.getLocalPort())) {
      try (Socket second = alive(connector.getLocalPort())) {
        assertThat(answer(first)).startsWith("HTTP/1.1 200");
        assertThat(answer(second)).startsWith("HTTP/1.1 200");
        try (Socket third = alive(connector.getLocalPort())) {
          assertThat(answer(third)).isEmpty();
        }
      }
      Await.until(
          "a connection that was given back is free",
          () -> {
            try (Socket next = alive(connector.getLocalPort())) {
              return answer(next).startsWith("HTTP/1.1 200");
            }
          });
    } finally {
      server.stop();
    }
  }

  /** A thousand in all, and of an address half as many; another address still has its share. */
  @Test
  @EnabledOnOs(OS.LINUX) // where every address of 127.0.0.0/8 is this machine's
  void shouldHoldSoManyConnectionsOfAnAddressAndInAll() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      assertThat(held(open, "127.0.0.2", 501)).isEqualTo(500);
      assertThat(held(open, "127.0.0.3", 499)).isEqualTo(499);
      try (Socket last = alive("127.0.0.4", javalin.port())) {
        assertThat(answer(last)).startsWith("HTTP/1.1 200");
        try (Socket tooMany = alive("127.0.0.5", javalin.port())) {
          tooMany.setSoTimeout(500);
          assertThat(answer(tooMany)).as("waits unheard, or is hung up on").isEmpty();
        }
      }
    } finally {
      for (Socket one : open) {
        one.close();
      }
    }
  }

  /** How many of these connections are answered. */
  private int held(List<Socket> open, String from, int count) throws IOException {
    int held = 0;
    for (int i = 0; i < count; i++) {
      Socket socket = alive(from, javalin.port());
      open.add(socket);
      held += answer(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
    }
    return held;
  }

  private static Socket alive(int port) throws IOException {
    return alive("127.0.0.1", port);
  }

  private static Socket alive(String from, int port) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
    try {
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException refused) {
      return socket; // answer() tells
    }
    return socket;
  }

  /** The beginning of what is answered; empty where the server hangs up. */
  private static String answer(Socket socket) {
    try {
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    } catch (IOException refused) {
      return "";
    }
  }

  private static boolean isRefused(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @Test
  void shouldTellTheHealthCheckOfTheImageThatItIsAlive() throws Exception {
    try (Socket asking = open("GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n")) {
      assertThat(new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("{\"status\":\"UP\"}");
    }
  }

  @Test
  void shouldHangUpOnOneThatNeverAsks() throws Exception {
    try (Socket silent = open("")) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldKeepAConnectionThatAsksNowAndThen() throws Exception {
    try (Socket patient = open("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      Await.until("it is being answered", () -> working.get() == 1);
      try (Socket silent = open("")) { // is given up after the time for a request
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
      }
      done.countDown();
      InputStream in = patient.getInputStream();
      assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void shouldAnswerWhatIsNoRequestInFewWordsWithTheSameHeaders() throws Exception {
    for (String wrong :
        List.of(
            "GET / HTTP/9.9\r\n\r\n",
            "G\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /../x HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")) {
      try (Socket socket = open(wrong)) {
        socket.shutdownOutput();
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).matches("(?s)HTTP/1.1 (4|5)\\d\\d .*");
        assertThat(answer).doesNotContain("yyyy", "Jetty", "<html", "at org.");
        SecurityHeaders.ALL.forEach(
            (name, value) -> assertThat(answer).contains(name + ": " + value));
      }
    }
  }
}
