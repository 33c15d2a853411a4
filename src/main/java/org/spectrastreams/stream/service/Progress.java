package org.spectrastreams.stream.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether the threads of a topology get their work done: what a thread has processed must be
 * committed soon, for until then no reader sees it. A thread that is at work on a record is given
 * the time it takes. Thread-safe.
 */
final class Progress {
  /** How long work may wait to be committed, in ms. */
  static final long PATIENCE = 6_000;

  private static final String GROUP = "stream-thread-metrics";

  /**
   * How far a thread has come since it began.
   *
   * @param processed records
   * @param committed commits
   */
  record Count(double processed, double committed) {}

  private record Seen(Count count, long waitsSince) {}

  private static final long NOTHING_WAITS = -1;

  private final Map<String, Seen> threads = new HashMap<>();
  private long now;

  /** The threads' counts among the metrics of a topology. */
  static Map<String, Count> of(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Double> processed = new HashMap<>();
    Map<String, Double> committed = new HashMap<>();
    metrics.forEach(
        (name, metric) -> {
          if (name.group().equals(GROUP) && metric.metricValue() instanceof Double value) {
            String thread = name.tags().get("thread-id");
            if (name.name().equals("process-total")) {
              processed.put(thread, value);
            } else if (name.name().equals("commit-total")) {
              committed.put(thread, value);
            }
          }
        });
    return processed.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                found -> new Count(found.getValue(), committed.getOrDefault(found.getKey(), 0.0))));
  }

  /**
   * Takes in how far the threads are.
   *
   * @param millis the time, of any origin
   * @param counts of every thread by its name
   * @param atWork the threads that are at work on a record
   */
  synchronized void look(long millis, Map<String, Count> counts, Set<String> atWork) {
    now = millis;
    threads.keySet().retainAll(counts.keySet());
    counts.forEach(
        (thread, count) -> {
          Seen before = threads.get(thread);
          threads.put(thread, seen(millis, before, count, atWork.contains(thread)));
        });
  }

  private static Seen seen(long millis, Seen before, Count count, boolean atWork) {
    if (before == null || count.committed() != before.count().committed()) {
      return new Seen(count, NOTHING_WAITS);
    }
    if (atWork && before.waitsSince() != NOTHING_WAITS) {
      return new Seen(count, millis);
    }
    boolean moved = count.processed() != before.count().processed();
    return new Seen(
        count, moved && before.waitsSince() == NOTHING_WAITS ? millis : before.waitsSince());
  }

  /** What hinders; empty where all is well. */
  synchronized Optional<String> trouble() {
    long longest =
        threads.values().stream()
            .filter(thread -> thread.waitsSince() != NOTHING_WAITS)
            .mapToLong(thread -> now - thread.waitsSince())
            .max()
            .orElse(0);
    return longest < PATIENCE
        ? Optional.empty()
        : Optional.of(
            "results have waited "
                + longest / 1000
                + " s to be committed: are enough brokers alive for min.insync.replicas and"
                + " transactions?");
  }
}
