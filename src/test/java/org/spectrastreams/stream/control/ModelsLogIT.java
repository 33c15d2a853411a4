package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.JavaProcess;

/** A broker that dies while the topic is read. */
class ModelsLogIT {
  private static final String TOPIC = "spectra.models";
  private static final int RECORDS = 30;

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldNotWaitForEverForABrokerThatDiesWhileItIsRead() throws Exception {
    AtomicInteger read = new AtomicInteger();
    try (JavaProcess broker = JavaProcess.broker(folder, 0)) {
      // A record at a time is fetched, so that most are still at the broker when it dies.
      Map<String, Object> client =
          Map.of(
              "bootstrap.servers",
              broker.awaitLine(),
              "max.partition.fetch.bytes",
              1,
              "fetch.max.bytes",
              1);
      try (Admin admin = Admin.create(client)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
      try (ModelsLog log = new ModelsLog(client, TOPIC, "reads")) {
        for (int i = 0; i < RECORDS; i++) {
          log.write("key" + i, new byte[100]).get();
        }
        assertThatThrownBy(
                () ->
                    log.readToEnd(
                        (key, value) -> {
                          if (read.getAndIncrement() == 0) {
                            kill(broker);
                          }
                        },
                        Duration.ofSeconds(3)))
            .isInstanceOf(KafkaException.class)
            .hasMessageContaining("is the broker up?");
      }
    }
    assertThat(read.get()).isBetween(1, RECORDS - 1);
  }

  private static void kill(JavaProcess broker) {
    try {
      broker.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
