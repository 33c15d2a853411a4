package org.spectrastreams.server.limits;

import java.util.Set;

/**
 * The metrics that dashboards and alerts are made of: everything of the service and its process,
 * and what Kafka's clients say of lag, commits and threads. Kafka's clients have thousands more.
 */
public final class LeanMetrics {
  private static final Set<String> OF_KAFKA =
      Set.of(
          "kafka_consumer_fetch_manager_records_lag",
          "kafka_consumer_fetch_manager_records_consumed_total",
          "kafka_producer_record_error_total",
          "kafka_producer_record_send_total",
          "kafka_stream_alive_stream_threads",
          "kafka_stream_client_state",
          "kafka_stream_failed_stream_threads",
          "kafka_stream_thread_commit_latency_avg",
          "kafka_stream_thread_commit_latency_max",
          "kafka_stream_thread_commit_total",
          "kafka_stream_thread_commit_ratio",
          "kafka_stream_thread_poll_ratio",
          "kafka_stream_thread_process_rate",
          "kafka_stream_thread_process_ratio",
          "kafka_stream_thread_process_total");

  private LeanMetrics() {}

  /** Leaves out the rest of a scrape. */
  public static String of(String scrape) {
    StringBuilder lean = new StringBuilder();
    scrape
        .lines()
        .filter(line -> isKept(name(line)))
        .forEach(line -> lean.append(line).append('\n'));
    return lean.toString();
  }

  private static boolean isKept(String name) {
    return !name.startsWith("kafka_") || OF_KAFKA.contains(name);
  }

  /** Of a sample, or of a line {@code # HELP name …} or {@code # TYPE name …}. */
  private static String name(String line) {
    int from = line.startsWith("# ") ? Math.min(line.length(), 7) : 0;
    int to = from;
    while (to < line.length() && line.charAt(to) != ' ' && line.charAt(to) != '{') {
      to++;
    }
    return line.substring(from, to);
  }
}
