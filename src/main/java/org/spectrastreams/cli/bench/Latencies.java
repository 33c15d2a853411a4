package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * How long results took, in ns, from the moment at which their block was due to be sent. A block
 * that was sent late because the one before was slow counts its delay: nothing is left out.
 */
record Latencies(long[] sorted) {
  /** Takes its own, sorted copy. */
  Latencies {
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  /** The latency that this share of the results did not exceed (nearest rank), in ms. */
  double milliseconds(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }

  void write(ObjectNode answer) {
    answer.put("p50Millis", ProcessorTimes.rounded(milliseconds(0.5), 10));
    answer.put("p90Millis", ProcessorTimes.rounded(milliseconds(0.9), 10));
    answer.put("p99Millis", ProcessorTimes.rounded(milliseconds(0.99), 10));
    answer.put("mostMillis", ProcessorTimes.rounded(milliseconds(1), 10));
  }
}
