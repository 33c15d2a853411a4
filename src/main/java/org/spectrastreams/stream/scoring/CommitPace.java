package org.spectrastreams.stream.scoring;

/**
 * When results are to be committed before the interval between commits is over. As long as blocks
 * hardly wait, soon: a reader has them within tens of milliseconds. Where blocks wait, never: a
 * commit costs time that scoring needs, and would make them wait longer. For one thread.
 */
final class CommitPace {
  /** A block that has waited longer than this shows that there is more to do than can be done. */
  static final long HARDLY_MILLIS = 30;

  /** The least time between two commits that are asked for. */
  static final long GAP_MILLIS = 40;

  private boolean asked;
  private long last;

  /**
   * Whether the result of a block is to be committed at once.
   *
   * @param waited how long the block lay in its topic, in ms; below 0 where clocks differ
   * @param now the time, in ms
   */
  boolean asks(long waited, long now) {
    boolean soon = asked && now >= last && now - last < GAP_MILLIS;
    if (waited > HARDLY_MILLIS || soon) {
      return false;
    }
    asked = true;
    last = now;
    return true;
  }
}
