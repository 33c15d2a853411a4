package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.stream.config.ServiceConfig;

class TopicSetupTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2"})
  void shouldWantEveryRecordOnAllReplicasButOneWhereThereAreSeveral(int replicas, String inSync) {
    ServiceConfig config =
        ServiceConfig.defaults().with("topics.replication", String.valueOf(replicas));
    assertThat(TopicSetup.topics(config))
        .isNotEmpty()
        .allSatisfy(
            topic -> {
              assertThat(topic.replicationFactor()).isEqualTo((short) replicas);
              assertThat(topic.configs()).containsEntry("min.insync.replicas", inSync);
              assertThat(topic.configs()).containsKey("max.decompressed.message.bytes");
              assertThat(topic.configs())
                  .as("no clock that is ahead of a broker's stops what is written")
                  .containsEntry("message.timestamp.after.max.ms", "" + Long.MAX_VALUE);
            });
  }
}
