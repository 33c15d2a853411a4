package org.spectrastreams.stream.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.spectrastreams.stream.broker.ClientSettings;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** The broker with this service's topics: one in this process, or the configured cluster's. */
final class Cluster {
  /** How long what was asked of the cluster may still be answered when this closes. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final ServiceConfig config;
  private final Optional<EmbeddedBroker> embedded;
  private final String bootstrapServers;
  private final Admin admin;
  private final Map<String, Integer> partitions;

  /**
   * Starts or reaches the broker and makes sure that the topics are there.
   *
   * @param parts closes what this opens
   * @throws ServiceStartException if it cannot be reached, or a topic is not as configured
   */
  Cluster(Parts parts, ServiceConfig config) {
    if (config.hasEmbeddedBroker()) {
      EmbeddedBroker broker =
          parts.keep(
              config.hasBrokerLogin()
                  ? EmbeddedBroker.startGuarded(config.dataDir(), config.brokerPort())
                  : EmbeddedBroker.start(config.dataDir(), config.brokerPort()));
      ServiceConfig own = config;
      for (Map.Entry<String, String> setting : broker.clientSettings().entrySet()) {
        own = own.with("kafka." + setting.getKey(), setting.getValue());
      }
      this.config = own;
      embedded = Optional.of(broker);
      bootstrapServers = broker.bootstrapServers();
    } else {
      this.config = config;
      embedded = Optional.empty();
      bootstrapServers = config.kafka().get("bootstrap.servers");
    }
    admin = Admin.create(clientProperties());
    parts.keep(() -> admin.close(LAST_ANSWERS));
    partitions = TopicSetup.ensure(admin, config);
  }

  /** The service's configuration with the login that its broker wants. */
  ServiceConfig config() {
    return config;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Properties that any Kafka client of this service needs: servers and security. */
  Map<String, Object> clientProperties() {
    return ClientSettings.common(config, bootstrapServers);
  }

  /** How many partitions a topic of the service has. */
  int partitions(String topic) {
    return partitions.get(topic);
  }

  Admin admin() {
    return admin;
  }

  /** Why the broker of this process failed; empty where it did not, or there is none. */
  Optional<String> failure() {
    return embedded.flatMap(EmbeddedBroker::failure);
  }
}
