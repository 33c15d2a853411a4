package org.spectrastreams.stream.scoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * Tells the log of rejected records: a line an image and reason, not one a record, for bad records
 * come in floods. For one task.
 */
final class RejectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);

  /** The most different lines between two writings; what comes on top is one line together. */
  private static final int MAX_LINES = 20;

  private record Cause(String what, String reason) {}

  private static final class Count {
    final String message;
    long spectra;

    Count(String message) {
      this.message = message;
    }
  }

  private final Map<Cause, Count> counts = new LinkedHashMap<>();

  /** A record was rejected. */
  void add(RejectedRecordException rejected) {
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
    counts.computeIfAbsent(cause, any -> new Count(rejected.getMessage())).spectra +=
        rejected.spectra();
  }

  /** Writes what has come since the last time. */
  void write() {
    counts.forEach(
        (cause, count) ->
            LOG.warn(
                "{}: {} spectra rejected ({}): {}",
                cause.what(),
                count.spectra,
                cause.reason(),
                count.message));
    counts.clear();
  }
}
