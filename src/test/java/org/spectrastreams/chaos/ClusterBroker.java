package org.spectrastreams.chaos;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One broker and controller of a cluster, alone in a process until it is killed. Every group of
 * clients has a listener of its own, advertised under a port of its own, so that the way of one
 * group to one broker can fail.
 */
public final class ClusterBroker {
  /** The cluster is always the same one. */
  private static final String CLUSTER = "c3BlY3RyYS1jaGFvcy0xMQ";

  private ClusterBroker() {}

  /**
   * Runs it.
   *
   * @param args folder; node id from 1; ports of all controllers with commas between; then for each
   *     listener {@code NAME:port:advertised port}, the first one for brokers among themselves
   */
  public static void main(String[] args) throws Exception {
    Path log = Files.createDirectories(Path.of(args[0]));
    int node = Integer.parseInt(args[1]);
    List<String> controllers = List.of(args[2].split(","));
    List<String[]> listeners =
        List.of(args).subList(3, args.length).stream().map(one -> one.split(":")).toList();
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(log, node);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(settings(log, node, controllers, listeners), false), Time.SYSTEM);
    server.startup();
    System.out.println("broker " + node);
    server.awaitShutdown();
  }

  private static void format(Path log, int node) throws Exception {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setClusterId(CLUSTER)
          .setNodeId(node)
          .setDirectories(List.of(log.toString()))
          .setMetadataLogDirectory(log.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    }
  }

  private static Map<String, String> settings(
      Path log, int node, List<String> controllers, List<String[]> listeners) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(node));
    settings.put(
        "controller.quorum.voters",
        IntStream.range(0, controllers.size())
            .mapToObj(i -> i + 1 + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(",")));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", listeners.get(0)[0]);
    settings.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT"
            + listeners.stream()
                .map(one -> "," + one[0] + ":PLAINTEXT")
                .collect(Collectors.joining()));
    settings.put(
        "listeners",
        addresses(listeners, 1) + ",CONTROLLER://127.0.0.1:" + controllers.get(node - 1));
    settings.put("advertised.listeners", addresses(listeners, 2));
    settings.put("log.dirs", log.toString());
    settings.put("auto.create.topics.enable", "false");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "3");
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("min.insync.replicas", "2");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("broker.session.timeout.ms", "6000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    settings.put("replica.lag.time.max.ms", "6000");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }

  private static String addresses(List<String[]> listeners, int port) {
    return listeners.stream()
        .map(one -> one[0] + "://127.0.0.1:" + one[port])
        .collect(Collectors.joining(","));
  }
}
