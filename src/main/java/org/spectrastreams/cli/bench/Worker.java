package org.spectrastreams.cli.bench;

import java.util.List;
import org.spectrastreams.stream.config.ServiceConfig;

/** Who spends processor time in a process that measures, by the names of threads. */
enum Worker {
  /** Threads that score and collect maps, and the loops of the bare engine. */
  SCORING("scoring"),
  /** What sends and receives for them. */
  CLIENTS("kafkaClients"),
  /** The embedded broker with its controller. */
  BROKER("broker"),
  /** The measurement's own sending and reading. */
  BENCH("bench"),
  /** Audits of explanations. */
  AUDITS("audits"),
  /** Java's compilers. */
  COMPILER("compiler"),
  /** The collection of garbage. */
  COLLECTOR("garbage"),
  /** All others, and threads that have ended. */
  OTHER("other");

  /** The names of the loops of the bare engine begin so. */
  static final String ENGINE_LOOP = "bench-engine-";

  /** The names of threads that read for the measurement begin so. */
  static final String READER = "bench-reader-";

  /** What clients of the measurement itself are called. */
  static final String OWN_CLIENT = "bench-sender";

  private static final List<String> BROKER_THREADS =
      List.of(
          "data-plane-",
          "kafka-1-",
          "quorum-controller",
          "controller-",
          "broker-",
          "group-coordinator",
          "share-",
          "transaction",
          "executor-",
          "TxnMarker",
          "raft-",
          "log-",
          "kafka-log-",
          "kafka-scheduler",
          "ExpirationReaper",
          "ThrottledChannelReaper");

  private final String key;

  Worker(String key) {
    this.key = key;
  }

  /** What the names of the threads that score in a service begin with. */
  static String scoringThreads(ServiceConfig config) {
    return config.applicationId() + "-StreamThread-";
  }

  /** Its name in answers. */
  String key() {
    return key;
  }

  /** Whose a Java thread is; the thread that measures is its caller's to tell. */
  static Worker ofJava(String name) {
    if (name.startsWith(READER)
        || (name.startsWith("kafka-producer-network-thread") && name.contains(OWN_CLIENT))) {
      return BENCH;
    }
    if (name.startsWith("kafka-producer-network-thread")
        || name.startsWith("kafka-coordinator-heartbeat-thread")
        || name.startsWith("kafka-admin-client-thread")) {
      return CLIENTS;
    }
    if (name.startsWith(ENGINE_LOOP)
        || (name.contains("-StreamThread-") && !name.contains("-explain-"))) {
      return SCORING;
    }
    if (name.equals("audits")) {
      return AUDITS;
    }
    return BROKER_THREADS.stream().anyMatch(name::startsWith) ? BROKER : OTHER;
  }

  /** Whose a thread of the virtual machine is, by the 15 characters that the system keeps. */
  static Worker ofNative(String name) {
    if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp") || name.startsWith("Sweeper")) {
      return COMPILER;
    }
    return name.startsWith("GC Thread") || name.startsWith("G1 ") || name.startsWith("ParGC")
        ? COLLECTOR
        : OTHER;
  }
}
