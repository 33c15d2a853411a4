package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.broker.SteadyTime;

class RunningTopologyIT {
  /** Kafka tells nobody which clock its threads have. */
  private static List<Object> clocksOf(KafkaStreams streams) throws IllegalAccessException {
    List<Object> clocks = new ArrayList<>();
    for (Field field : KafkaStreams.class.getDeclaredFields()) {
      if (Time.class.isAssignableFrom(field.getType())) {
        field.setAccessible(true);
        clocks.add(field.get(streams));
      }
    }
    return clocks;
  }

  @Test
  void shouldGiveItsThreadsTheClockThatNeverGoesBack(@TempDir Path folder) throws Exception {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "clock");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    RunningTopology running =
        new RunningTopology(
            "some",
            1,
            new Topology()
                .addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in"),
            settings,
            new SetAside(folder),
            () -> true);
    try {
      assertThat(clocksOf(running.streams())).containsExactly(SteadyTime.OF_THIS_MACHINE);
    } finally {
      Await.until("the end of its threads", running::close);
    }
  }
}
