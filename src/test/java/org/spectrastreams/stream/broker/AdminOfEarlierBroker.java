package org.spectrastreams.stream.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterConfigsResult;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Fixture: speaks to a broker that does not know how long a record may be once it is decompressed,
 * as those before Kafka 4.4. The real one refuses what it does not know: the setting under another
 * name.
 */
public final class AdminOfEarlierBroker extends ForwardingAdmin {
  public AdminOfEarlierBroker(Map<String, Object> clientProperties) {
    super(clientProperties);
  }

  private static String known(String setting) {
    return setting.equals(TopicSetup.DECOMPRESSED) ? "unknown." + setting : setting;
  }

  @Override
  public CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options) {
    return super.createTopics(topics.stream().map(AdminOfEarlierBroker::asked).toList(), options);
  }

  private static NewTopic asked(NewTopic topic) {
    Map<String, String> settings = new HashMap<>();
    topic.configs().forEach((name, value) -> settings.put(known(name), value));
    return new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor())
        .configs(settings);
  }

  @Override
  public AlterConfigsResult incrementalAlterConfigs(
      Map<ConfigResource, Collection<AlterConfigOp>> configs, AlterConfigsOptions options) {
    return super.incrementalAlterConfigs(
        configs.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> asked(entry.getValue()))),
        options);
  }

  private static Collection<AlterConfigOp> asked(Collection<AlterConfigOp> changes) {
    return changes.stream()
        .map(
            change ->
                new AlterConfigOp(
                    new ConfigEntry(
                        known(change.configEntry().name()), change.configEntry().value()),
                    change.opType()))
        .toList();
  }
}
