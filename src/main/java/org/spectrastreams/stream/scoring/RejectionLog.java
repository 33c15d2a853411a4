package org.spectrastreams.stream.scoring;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * Tells the log of rejected records: a line an image and reason, not one a record, for bad records
 * come in floods and on all partitions. Shared by the tasks of a process; thread-safe.
 */
final class RejectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);

  /** A line is written when nothing more has come for so long. */
  static final long QUIET_MILLIS = 2_000;

  /** The longest time that a line waits where more and more comes. */
  static final long LONGEST_MILLIS = 30_000;

  /** The most different lines that wait; what comes on top is one line together. */
  private static final int MAX_LINES = 50;

  private record Cause(String what, String reason) {}

  private static final class Count {
    final String message;
    final long first;
    long last;
    long spectra;

    Count(String message, long first) {
      this.message = message;
      this.first = first;
    }
  }

  private final Map<Cause, Count> counts = new LinkedHashMap<>();

  /** A record was rejected at {@code now}, in ms. */
  synchronized void add(RejectedRecordException rejected, long now) {
    String what =
        rejected
            .origin()
            .filter(origin -> !origin.imageId().isEmpty() || !origin.pipeline().isEmpty())
            .map(
                origin ->
                    origin.imageId().isEmpty()
                        ? "pipeline " + origin.pipeline()
                        : "image " + origin.imageId())
            .orElse("records that cannot be read");
    Cause cause = new Cause(what, rejected.reason().id());
    if (counts.size() >= MAX_LINES && !counts.containsKey(cause)) {
      cause = new Cause("further images", "several reasons");
    }
    Count count = counts.computeIfAbsent(cause, any -> new Count(rejected.getMessage(), now));
    count.spectra += rejected.spectra();
    count.last = now;
  }

  /** Writes the lines that are due. */
  void write(long now) {
    due(now).forEach(LOG::warn);
  }

  /** Takes the lines that are due; every one is given once. */
  synchronized List<String> due(long now) {
    List<String> lines = new ArrayList<>();
    Iterator<Map.Entry<Cause, Count>> waiting = counts.entrySet().iterator();
    while (waiting.hasNext()) {
      Map.Entry<Cause, Count> next = waiting.next();
      Count count = next.getValue();
      // A clock that was set back must not keep a line for as long.
      if (now < count.last - QUIET_MILLIS
          || now - count.last >= QUIET_MILLIS
          || now - count.first >= LONGEST_MILLIS) {
        lines.add(
            next.getKey().what()
                + ": "
                + count.spectra
                + " spectra rejected ("
                + next.getKey().reason()
                + "): "
                + count.message);
        waiting.remove();
      }
    }
    return lines;
  }
}
