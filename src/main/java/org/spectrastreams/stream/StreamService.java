package org.spectrastreams.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * The running service without its HTTP side: the embedded broker where no cluster is configured,
 * the topics, the models and the topologies.
 */
public final class StreamService implements AutoCloseable {
  private StreamService() {}

  /**
   * Starts everything and returns when records are being processed.
   *
   * @param registry receives the service's metrics; it stays the caller's to close
   * @throws ServiceStartException if a part cannot start; what had started is closed again
   */
  public static StreamService start(ServiceConfig config, MeterRegistry registry) {
    throw new UnsupportedOperationException();
  }

  /** The configuration in use. */
  public ServiceConfig config() {
    throw new UnsupportedOperationException();
  }

  /** The pipelines that records may name. */
  public Pipelines pipelines() {
    throw new UnsupportedOperationException();
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    throw new UnsupportedOperationException();
  }

  /** Properties that any Kafka client of this service needs: servers and security. */
  public Map<String, Object> clientProperties() {
    throw new UnsupportedOperationException();
  }

  /** Whether broker, threads, models and disk are as they should be, as of now. */
  public Health health() {
    throw new UnsupportedOperationException();
  }

  /** Stops the topologies, then the engines, then the broker; returns when they are stopped. */
  @Override
  public void close() {}
}
