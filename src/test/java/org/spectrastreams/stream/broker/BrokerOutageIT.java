package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.Health;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.proto.Wire;

/** The broker goes away and comes back while the service runs. */
class BrokerOutageIT {
  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldTurnDownWithoutTheBrokerAndGoOnWhenItIsBack() throws Exception {
    JavaProcess broker = JavaProcess.broker(folder, 0);
    try {
      String address = broker.awaitLine();
      ServiceConfig config = TestModels.write(folder).with("kafka.bootstrap.servers", address);
      try (StreamService service = StreamService.start(config, new SimpleMeterRegistry())) {
        send(service, config, 0, 33);
        assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
        broker.kill();
        awaitBroker(service, false);
        assertThat(service.health().isUp()).isFalse();
        broker = JavaProcess.broker(folder, Integer.parseInt(address.split(":")[1]));
        broker.awaitLine();
        awaitBroker(service, true);
        send(service, config, 33, 66);
        Map<String, Wire.ImageStatus> images = new HashMap<>();
        try (TestClients clients = new TestClients(service.clientProperties())) {
          clients.read(
              config.topics().images(),
              record -> images.put(TestClients.key(record), status(record.value())),
              () ->
                  images.containsKey("outage")
                      && images.get("outage").getState() == Wire.ImageState.COMPLETE);
        }
        assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
      }
    } finally {
      broker.close();
    }
  }

  private static void send(StreamService service, ServiceConfig config, int from, int to) {
    try (TestClients clients = new TestClients(service.clientProperties())) {
      for (int y = from; y < to; y++) {
        clients.send(config.topics().raw(), TestModels.line("scored", "outage", 70, 66, 0, y, 70));
      }
    }
  }

  private static void awaitBroker(StreamService service, boolean up) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    Health health = service.health();
    while (health.checks().get(0).up() != up) {
      assertThat(System.nanoTime()).as("%s", health).isLessThan(deadline);
      LockSupport.parkNanos(100_000_000);
      health = service.health();
    }
    assertThat(health.checks().get(0).reason()).isNotBlank();
  }

  private static Wire.ImageStatus status(byte[] value) {
    try {
      return Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
