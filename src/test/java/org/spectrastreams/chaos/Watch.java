package org.spectrastreams.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.stream.config.ServiceConfig;

/** What the cluster says of the work: how far it is, and whether every record has its replicas. */
final class Watch implements AutoCloseable {
  private static final long ANSWER_SECONDS = 20;

  private final Admin admin;
  private final ServiceConfig config;

  Watch(String bootstrapServers, ServiceConfig config) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.config = config;
  }

  /** Whether everything before these offsets of the raw topic is scored, and that is committed. */
  boolean isScored(Map<TopicPartition, Long> ends) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> done =
          admin
              .listConsumerGroupOffsets(config.applicationId())
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return ends.entrySet().stream()
          .allMatch(
              end ->
                  done.get(end.getKey()) != null
                      && done.get(end.getKey()).offset() >= end.getValue());
    } catch (ExecutionException | TimeoutException e) {
      return false; // whoever knows is away
    }
  }

  /** Whether all replicas of all topics are in sync. */
  boolean isWhole() throws InterruptedException {
    try {
      List<String> topics =
          List.copyOf(admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS));
      for (TopicDescription topic :
          admin
              .describeTopics(topics)
              .allTopicNames()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .values()) {
        if (topic.partitions().stream().anyMatch(one -> one.isr().size() < one.replicas().size())) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Where the partitions of a topic end, for readers of committed records or for all. */
  long[] ends(String topic, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    int partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    for (int i = 0; i < partitions; i++) {
      wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    long[] ends = new long[partitions];
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, end) -> ends[partition.partition()] = end.offset());
    return ends;
  }

  @Override
  public void close() {
    admin.close();
  }
}
