package org.spectrastreams.stream.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.spectrastreams.stream.config.DataFolder;
import org.spectrastreams.stream.config.ServiceConfig;

/** What the service tells its Kafka clients; {@code kafka.…} of the configuration goes before. */
public final class ClientSettings {
  /** What is added to the application id of the scoring topologies for the explain topology. */
  public static final String EXPLAIN_SUFFIX = "-explain";

  private static final int FETCH_BYTES = 8 << 20;
  private static final int PARTITION_FETCH_BYTES = 2 << 20;
  private static final long CACHE_BYTES_A_THREAD = 16L << 20;

  private ClientSettings() {}

  /** What any client needs to connect: servers, security and the like. */
  public static Map<String, Object> common(ServiceConfig config, String bootstrapServers) {
    Map<String, Object> common = new HashMap<>();
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (AdminClientConfig.configNames().contains(key) || isOfProviders(key)) {
                common.put(key, value);
              }
            });
    common.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return common;
  }

  /** Where a client finds what a value like <code>${file:…}</code> stands for. */
  static boolean isOfProviders(String key) {
    return key.startsWith("config.providers");
  }

  /** The topologies' settings. */
  public static Properties streams(
      ServiceConfig config, String bootstrapServers, DataFolder folder) {
    Properties settings = new Properties();
    // A fixed client id keeps the names of metrics the same from start to start.
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitMillis());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replication());
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        CACHE_BYTES_A_THREAD * config.streamThreads());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put("processing.exception.handler.global.enabled", true);
    settings.put(
        StreamsConfig.topicPrefix(TopicSetup.ANY_TIMESTAMP), String.valueOf(Long.MAX_VALUE));
    settings.put(
        StreamsConfig.topicPrefix(TopicSetup.IN_SYNC), String.valueOf(TopicSetup.inSync(config)));
    bufferFewLargeRecords(settings);
    recoverFast(settings, folder);
    config.kafka().forEach(settings::put);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.state().toString());
    return settings;
  }

  /** The settings of the explain topology: one thread, and time for long answers. */
  public static Properties explain(
      ServiceConfig config, String bootstrapServers, DataFolder folder) {
    Properties settings = streams(config, bootstrapServers, folder);
    String id = config.applicationId() + EXPLAIN_SUFFIX;
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, id);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 4);
    // Every answer asks for a commit, but each partition has its turn before: a transaction may
    // hold as many of the longest answers as there are partitions. An instance that comes back
    // after
    // a kill ends its transaction at once; only one that is lost for good leaves it to time out.
    settings.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 240_000);
    return settings;
  }

  /** A record is up to 1 MB: the defaults would hold 1 000 of them a partition. */
  private static void bufferFewLargeRecords(Properties settings) {
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 16);
    settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 64);
    settings.put(consumer(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    settings.put(consumer(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PARTITION_FETCH_BYTES);
    settings.put(
        producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSetup.RESULT_BYTES + (1 << 20));
    settings.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
    // One request at a time gathers what comes meanwhile: waiting for more would only delay it.
    settings.put(producer(ProducerConfig.LINGER_MS_CONFIG), 2);
    // With more in flight, the first sends of a transaction to a partition arrive out of order when
    // the one before is still being ended, and are refused and sent again.
    settings.put(producer(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
  }

  /**
   * After a kill the same instance takes its partitions and its transactions back at once; another
   * one takes them over within seconds.
   */
  private static void recoverFast(Properties settings, DataFolder folder) {
    settings.put(consumer(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), folder.instanceId());
    settings.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    settings.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    settings.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
  }

  private static String consumer(String key) {
    return StreamsConfig.CONSUMER_PREFIX + key;
  }

  private static String producer(String key) {
    return StreamsConfig.PRODUCER_PREFIX + key;
  }
}
