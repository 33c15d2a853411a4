package org.spectrastreams.stream.control;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the control topic is kept in memory: a topic that others write, too, must not fill
 * it. What is known may always be said anew, as long as it does not grow beyond this. For one
 * thread at a time.
 */
final class StateRoom {
  /** Keys: instances times pipelines, and pipelines. */
  static final int MOST_KEYS = 20_000;

  /** Of one record: two definitions of the greatest length fit. */
  static final int MOST_BYTES = 512 << 10;

  /** Of all records. */
  static final long MOST_IN_ALL = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StateRoom.class);

  private final Map<String, Integer> lengths = new HashMap<>();
  private long inAll;

  /**
   * Gives a record its room, or says in the log why there is none.
   *
   * @param bytes its length, without the key
   */
  boolean take(String key, int bytes) {
    Integer before = lengths.get(key);
    long after = inAll - (before == null ? 0 : before) + bytes + key.length();
    if (bytes + key.length() > MOST_BYTES) {
      return refuse(key, "has " + bytes + " bytes; expected at most " + MOST_BYTES);
    }
    if (before == null && lengths.size() >= MOST_KEYS) {
      return refuse(key, "is one more than the " + MOST_KEYS + " that are kept");
    }
    if (after > MOST_IN_ALL) {
      return refuse(key, "makes all of them " + after + " bytes; expected at most " + MOST_IN_ALL);
    }
    lengths.put(key, bytes + key.length());
    inAll = after;
    return true;
  }

  private static boolean refuse(String key, String why) {
    LOG.warn(
        "the record under {} on the topic of models {}, and is passed over: reset pipelines that"
            + " are not needed (./spectra pipelines reset)",
        key.length() > 200 ? key.substring(0, 200) + "…" : key,
        why);
    return false;
  }

  /** Nothing stands under a key any more. */
  void leave(String key) {
    Integer before = lengths.remove(key);
    inAll -= before == null ? 0 : before;
  }
}
