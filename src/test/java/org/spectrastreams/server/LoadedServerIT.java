package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.Await;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.proto.Wire.ImageState;

/** What the server does where much is asked of it, or by readers that do not read. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LoadedServerIT {
  @AutoClose private final ServedImage served = ServedImage.listen();

  @Test
  void shouldLetNoAddressAskForMoreExplanationsThanIsSaid() throws Exception {
    String path = "/api/images/c-1/pixels/1/1/explanations/lime";
    for (int i = 0; i < ServedImage.COSTLY_PER_MINUTE / 4; i++) {
      assertThat(served.get(path).statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> refused = served.get(path);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(served.get("/api/images").statusCode()).isEqualTo(200);
    served.passSecond();
    assertThat(served.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldStayAliveWhileManyReadLargeLayersSlowly() throws Exception {
    served
        .maps()
        .accept(
            Wire.ImageStatus.newBuilder(served.maps().image("c-1").orElseThrow().status())
                .setImageId("large")
                .setWidth(2048)
                .setHeight(2048)
                .build());
    String layer = "/api/images/large/layers/band:height";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(readNothing(layer));
      }
      // The first may have been given up before this one looks: others come.
      Await.until(
          "layers are refused",
          () -> {
            for (int i = 0; i < ImageRoutes.LAYERS_AT_ONCE; i++) {
              slow.add(readNothing(layer));
              slow.remove(0).close(); // an address has so many connections and no more
            }
            return status(layer) == 503;
          });
      for (int i = 0; i < 30; i++) {
        assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
      }
      Await.until("a layer is given", () -> status(layer) == 200); // who reads nothing is given up
    } finally {
      for (Socket reader : slow) {
        reader.close();
      }
    }
  }

  private Socket readNothing(String path) throws IOException {
    Socket reader = new Socket(InetAddress.getLoopbackAddress(), served.port());
    reader
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return reader;
  }

  private int status(String path) {
    try {
      return served.get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldTellListenersWhatChanged() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(60_000);
      BufferedReader in = listenOn(socket);
      Await.until("condition", () -> served.events().clients() == 1);
      served.events().tileChanged("c-1", "class", new PixelWindow(0, 0, 35, 1));
      served.events().imageChanged("c-1");
      String line = in.readLine();
      while (!line.startsWith("data: {\"image\"")) {
        line = in.readLine();
      }
      JsonNode tiles = ServedImage.JSON.readTree(line.substring(6));
      assertThat(tiles.at("/layers/class/width").asInt()).isEqualTo(35);
    }
    Await.until("condition", () -> served.events().clients() == 0);
  }

  @Test
  void shouldDropAListenerThatDoesNotRead() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
      listenOn(socket);
      Await.until("condition", () -> served.events().clients() == 1);
      // 200 images a batch, each with a kilobyte of status: more than sockets buffer, in seconds.
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        String id = "many-" + i + "-" + "x".repeat(150);
        ids.add(id);
        served
            .maps()
            .accept(served.image().status(ImageState.SCANNING).toBuilder().setImageId(id).build());
      }
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
      while (served.events().clients() > 0) {
        assertThat(System.nanoTime()).as("dropped within 4 min").isLessThan(deadline);
        ids.forEach(served.events()::imageChanged);
        Thread.onSpinWait();
      }
    }
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  private static BufferedReader listenOn(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void shouldTurnHealthDownWithItsReason() throws Exception {
    assertThat(served.get("/health").statusCode()).isEqualTo(200);
    served.loseTheBroker();

    assertThat(served.get("/health").statusCode()).isEqualTo(503);
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(served.json("/health").at("/checks/0/reason").asText()).isEqualTo("gone");
  }
}
