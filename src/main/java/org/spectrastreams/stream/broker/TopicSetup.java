package org.spectrastreams.stream.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.BlockLimits;

/** Creates the topics that are missing and brings those that are there in line. */
public final class TopicSetup {
  /** The longest result the service writes, in bytes. */
  public static final int RESULT_BYTES = 8 << 20;

  /** The longest value of a dead letter; longer originals are cut. */
  public static final int DEAD_LETTER_BYTES = 2 << 20;

  /**
   * How far ahead of the broker's clock a record may be. Records carry the time at which the first
   * broker had them, so no clock that was set back or is ahead may stop what is written later.
   */
  static final String ANY_TIMESTAMP = "message.timestamp.after.max.ms";

  /**
   * How long a record may be once it is decompressed: 20 kB can hold 450 MB, which every reader
   * would have to make room for. Brokers before Kafka 4.4 do not know it.
   */
  static final String DECOMPRESSED = "max.decompressed.message.bytes";

  /** What bounds it on those: a broker that stores records decompressed looks how long they are. */
  private static final Map<String, String> DECOMPRESSED_BEFORE_4_4 =
      Map.of("compression.type", "uncompressed");

  /** How many replicas have a record before it counts as written. */
  static final String IN_SYNC = "min.insync.replicas";

  // Room for key, headers and the batch around one record.
  private static final int ENVELOPE_BYTES = 64 << 10;
  private static final String COMPACTED_SEGMENT_BYTES = String.valueOf(32 << 20);
  // Named where they are made, in the rooms above.
  private static final List<String> STORES_OF_RAW = List.of("parts", "scored");
  private static final List<String> STORES_OF_RESULTS = List.of("tiles", "images");
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final long TIMEOUT_SECONDS = 30;
  private static final long DESCRIBE_AGAIN_MILLIS = 50;

  private TopicSetup() {}

  /**
   * Makes sure that every topic exists as the configuration says; any number of instances may do so
   * at a time.
   *
   * @return how many partitions each of them has
   * @throws ServiceStartException if the cluster cannot be reached or refuses
   */
  public static Map<String, Integer> ensure(Admin admin, ServiceConfig config) {
    try {
      create(admin, config);
      return align(admin, config);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new ServiceStartException(
          "the topics could not be created or read: "
              + (e instanceof TimeoutException ? "no answer in " + TIMEOUT_SECONDS + " s" : cause)
              + "; check kafka.bootstrap.servers and what this client may do there",
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceStartException("interrupted while the topics were created", e);
    }
  }

  private static void create(Admin admin, ServiceConfig config)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<NewTopic> wanted = topics(config);
    try {
      create(admin, wanted);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof InvalidConfigurationException)
          || e.getCause() instanceof InvalidReplicationFactorException) { // brokers are missing
        throw e;
      }
      create(admin, wanted.stream().map(TopicSetup::forBrokersBefore44).toList());
    }
    bound(admin, wanted);
  }

  private static void create(Admin admin, Collection<NewTopic> wanted)
      throws ExecutionException, TimeoutException, InterruptedException {
    for (KafkaFuture<Void> topic : admin.createTopics(wanted).values().values()) {
      try {
        topic.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static NewTopic forBrokersBefore44(NewTopic topic) {
    Map<String, String> settings = new HashMap<>(topic.configs());
    settings.remove(DECOMPRESSED);
    settings.putAll(DECOMPRESSED_BEFORE_4_4);
    return new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor())
        .configs(settings);
  }

  /** Topics of an earlier version have no bound yet. What an administrator set stays. */
  private static void bound(Admin admin, List<NewTopic> wanted)
      throws TimeoutException, InterruptedException {
    try {
      Map<ConfigResource, Collection<AlterConfigOp>> missing = missingBounds(admin, wanted);
      try {
        alter(admin, missing);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof InvalidConfigurationException)) {
          throw e;
        }
        missing.replaceAll((topic, none) -> set(DECOMPRESSED_BEFORE_4_4));
        alter(admin, missing);
      }
    } catch (ExecutionException e) {
      LOG.warn(
          "topics of an earlier version are not bounded: {}; set {} on them yourself",
          e.getCause().getMessage(),
          DECOMPRESSED);
    }
  }

  private static Map<ConfigResource, Collection<AlterConfigOp>> missingBounds(
      Admin admin, List<NewTopic> wanted)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<ConfigResource, NewTopic> topics = new HashMap<>();
    wanted.forEach(
        topic -> topics.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
    Map<ConfigResource, Collection<AlterConfigOp>> missing = new HashMap<>();
    onceHeardOf(() -> admin.describeConfigs(topics.keySet()).all())
        .forEach(
            (topic, found) -> {
              if (!isBounded(found)) {
                missing.put(
                    topic,
                    set(Map.of(DECOMPRESSED, topics.get(topic).configs().get(DECOMPRESSED))));
              }
            });
    return missing;
  }

  private static boolean isBounded(Config topic) {
    ConfigEntry bound = topic.get(DECOMPRESSED);
    ConfigEntry compression = topic.get("compression.type");
    return (bound != null && bound.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        || (compression != null && compression.value().equals("uncompressed"));
  }

  private static Collection<AlterConfigOp> set(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET))
        .toList();
  }

  private static void alter(Admin admin, Map<ConfigResource, Collection<AlterConfigOp>> changes)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (!changes.isEmpty()) {
      admin.incrementalAlterConfigs(changes).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * Gives topics that have fewer partitions than the configuration says as many. Those that have
   * more keep them, as an administrator wanted it; what Kafka Streams keeps of a topic lies in as
   * many as the topic has.
   *
   * @return how many partitions each topic has
   */
  private static Map<String, Integer> align(Admin admin, ServiceConfig config)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, Integer> found = partitions(admin, config.topics().all());
    Map<String, Integer> wanted = new TreeMap<>(found);
    wanted.replaceAll((topic, has) -> Math.max(has, config.partitions()));
    Map<String, Integer> stores = stores(config, wanted);
    stores.keySet().retainAll(admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    found.putAll(partitions(admin, stores.keySet()));
    Map<String, NewPartitions> more = new TreeMap<>();
    Stream.of(wanted, stores)
        .flatMap(topics -> topics.entrySet().stream())
        .filter(topic -> topic.getValue() > found.get(topic.getKey()))
        .forEach(topic -> more.put(topic.getKey(), NewPartitions.increaseTo(topic.getValue())));
    if (!more.isEmpty()) {
      LOG.warn("topics get more partitions, as the configuration or a topic has them: {}", more);
      raise(admin, more);
    }
    return wanted;
  }

  private static Map<String, Integer> partitions(Admin admin, Collection<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<String, Integer> found = new HashMap<>();
    describe(admin, topics).forEach((name, topic) -> found.put(name, topic.partitions().size()));
    return found;
  }

  /** The topics in which the topologies keep their stores, with the partitions of their sources. */
  private static Map<String, Integer> stores(ServiceConfig config, Map<String, Integer> topics) {
    Map<String, Integer> stores = new TreeMap<>();
    STORES_OF_RAW.forEach(
        store -> stores.put(changelog(config, store), topics.get(config.topics().raw())));
    STORES_OF_RESULTS.forEach(
        store -> stores.put(changelog(config, store), topics.get(config.topics().results())));
    return stores;
  }

  private static String changelog(ServiceConfig config, String store) {
    return config.applicationId() + "-" + store + "-changelog";
  }

  private static void raise(Admin admin, Map<String, NewPartitions> more)
      throws ExecutionException, TimeoutException, InterruptedException {
    for (KafkaFuture<Void> topic : admin.createPartitions(more).values().values()) {
      try {
        topic.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof InvalidPartitionsException)) { // another instance was faster
          throw e;
        }
      }
    }
  }

  private static Map<String, TopicDescription> describe(Admin admin, Collection<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    return onceHeardOf(() -> admin.describeTopics(topics).allTopicNames());
  }

  /** The controller answers that a topic is created before every broker has heard of it. */
  private static <T> T onceHeardOf(Supplier<KafkaFuture<T>> asked)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        return asked.get().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(DESCRIBE_AGAIN_MILLIS);
      }
    }
  }

  static List<NewTopic> topics(ServiceConfig config) {
    Topics topics = config.topics();
    String retention = String.valueOf(config.topicRetentionMillis());
    Map<String, String> kept = Map.of("cleanup.policy", "delete", "retention.ms", retention);
    Map<String, String> compacted =
        Map.of("cleanup.policy", "compact", "segment.bytes", COMPACTED_SEGMENT_BYTES);
    List<NewTopic> wanted = new ArrayList<>();
    // A block waits from the moment the broker has it; no producer's clock can spoil retention.
    wanted.add(
        topic(
            config,
            topics.raw(),
            plus(kept, "message.timestamp.type", "LogAppendTime"),
            BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.results(), kept, RESULT_BYTES));
    wanted.add(topic(config, topics.maps(), compacted, BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.images(), compacted, BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.watched(), compacted, BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.deadLetter(), kept, DEAD_LETTER_BYTES));
    wanted.add(
        topic(
            config,
            topics.explainRequests(),
            plus(kept, "message.timestamp.type", "LogAppendTime"),
            BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.explanations(), kept, BlockLimits.DEFAULT.recordBytes()));
    wanted.add(topic(config, topics.models(), compacted, BlockLimits.DEFAULT.recordBytes()));
    return wanted;
  }

  /** One replica may be away, and what is written lies on two where there are three. */
  static int inSync(ServiceConfig config) {
    return Math.max(1, config.replication() - 1);
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static NewTopic topic(
      ServiceConfig config, String name, Map<String, String> settings, int valueBytes) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("max.message.bytes", String.valueOf(valueBytes + ENVELOPE_BYTES));
    // A dead letter holds what it was.
    all.put(DECOMPRESSED, String.valueOf(Math.max(valueBytes, DEAD_LETTER_BYTES) + ENVELOPE_BYTES));
    all.put(ANY_TIMESTAMP, String.valueOf(Long.MAX_VALUE));
    all.put(IN_SYNC, String.valueOf(inSync(config)));
    return new NewTopic(name, config.partitions(), (short) config.replication()).configs(all);
  }
}
