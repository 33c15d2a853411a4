package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.proto.Wire;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The service on a cluster that it does not bring along; skipped where no Docker runs. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerClusterIT {
  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.4.0");

  @TempDir Path folder;

  @Test
  void shouldMapAnImageOnAForeignCluster() throws Exception {
    ServiceConfig config =
        TestModels.write(folder)
            .with("kafka.bootstrap.servers", KAFKA.getBootstrapServers())
            .with("topics.partitions", "4");
    try (StreamService service = StreamService.start(config, new SimpleMeterRegistry());
        TestClients clients = new TestClients(service.clientProperties())) {
      assertThat(service.health().isUp()).as("%s", service.health()).isTrue();
      for (int y = 0; y < 66; y++) {
        clients.send(config.topics().raw(), TestModels.line("scored", "far", 70, 66, 0, y, 70));
      }
      Map<String, Wire.ImageStatus> images = new HashMap<>();
      clients.read(
          config.topics().images(),
          record -> images.put(TestClients.key(record), status(record.value())),
          () ->
              images.containsKey("far")
                  && images.get("far").getState() == Wire.ImageState.COMPLETE);
      assertThat(images.get("far").getSeen()).isEqualTo(70 * 66);
    }
    ServiceConfig more = config.with("topics.partitions", "5");
    try (StreamService service = StreamService.start(more, new SimpleMeterRegistry());
        Admin admin = Admin.create(service.clientProperties())) {
      String raw = config.topics().raw();
      assertThat(admin.describeTopics(List.of(raw)).allTopicNames().get().get(raw).partitions())
          .hasSize(5);
    }
  }

  private static Wire.ImageStatus status(byte[] value) {
    try {
      return Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
