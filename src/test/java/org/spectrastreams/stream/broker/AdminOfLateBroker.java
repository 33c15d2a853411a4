package org.spectrastreams.stream.broker;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Fixture: asks a broker that has not heard yet of the topics when it is asked first. The real one
 * answers so of a topic that there is not.
 */
public final class AdminOfLateBroker extends ForwardingAdmin {
  private boolean asked;

  public AdminOfLateBroker(Map<String, Object> clientProperties) {
    super(clientProperties);
  }

  @Override
  public DescribeConfigsResult describeConfigs(
      Collection<ConfigResource> resources, DescribeConfigsOptions options) {
    if (asked) {
      return super.describeConfigs(resources, options);
    }
    asked = true;
    return super.describeConfigs(
        List.of(new ConfigResource(ConfigResource.Type.TOPIC, "not.heard.of.yet")), options);
  }
}
