package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  /** Threads that look for a broker where none is. */
  private static RunningTopology running(Path folder) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "clock");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new RunningTopology(
        "some",
        1,
        new Topology()
            .addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in"),
        settings,
        new SetAside(folder),
        () -> true);
  }

  @Test
  void shouldGiveItsThreadsTheClockThatNeverGoesBack(@TempDir Path folder) throws Exception {
    RunningTopology running = running(folder);
    try {
      assertThat(clocksOf(running.streams())).containsExactly(SteadyTime.OF_THIS_MACHINE);
    } finally {
      Await.until("the end of its threads", running::close);
    }
  }

  /** The timer has no thread: it looks when the test does what is due. */
  @Test
  void shouldTellMetricsThatAreNewWithinSeconds(@TempDir Path folder) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> null);
    RunningTopology running = running(folder);
    try (AutoCloseable telling = running.tellMetrics(registry, timer)) {
      running.streams().start();
      String added = running.streams().addStreamThread().orElseThrow();
      assertThat(toldOf(registry, added)).isEmpty();
      RunnableScheduledFuture<?> look = (RunnableScheduledFuture<?>) timer.getQueue().element();
      assertThat(look.getDelay(TimeUnit.SECONDS)).isLessThanOrEqualTo(5);
      look.run();
      assertThat(toldOf(registry, added)).contains("kafka.consumer.fetch.manager.records.lag.max");
    } finally {
      Await.until("the end of its threads", running::close);
      timer.shutdownNow();
    }
  }

  /** The metrics that a registry has of the clients of a thread. */
  private static List<String> toldOf(MeterRegistry registry, String thread) {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> String.valueOf(id.getTag("client.id")).startsWith(thread))
        .map(Meter.Id::getName)
        .toList();
  }
}
