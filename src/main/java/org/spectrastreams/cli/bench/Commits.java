package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.DoubleStream;

/**
 * How often the threads that score commit, and how long they wait for it, by Kafka Streams' own
 * account of the last half minute or so.
 */
final class Commits {
  private static final String RATE = "kafka.stream.thread.commit.rate";
  private static final String LATENCY = "kafka.stream.thread.commit.latency.avg";

  private Commits() {}

  /** Writes means over the threads; null where nothing is known. */
  static void write(ObjectNode answer, MeterRegistry registry) {
    put(answer, "aSecondAndThread", of(registry, RATE));
    put(answer, "meanMillis", of(registry, LATENCY));
  }

  private static DoubleStream of(MeterRegistry registry, String name) {
    return registry.find(name).gauges().stream()
        .filter(gauge -> !String.valueOf(gauge.getId().getTag("thread.id")).contains("-explain-"))
        .mapToDouble(Gauge::value)
        .filter(Double::isFinite);
  }

  private static void put(ObjectNode answer, String key, DoubleStream values) {
    values
        .average()
        .ifPresentOrElse(
            mean -> answer.put(key, ProcessorTimes.rounded(mean, 10)), () -> answer.putNull(key));
  }
}
