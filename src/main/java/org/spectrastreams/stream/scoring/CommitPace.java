package org.spectrastreams.stream.scoring;

/**
 * When results are to be committed before the interval between commits is over. As long as blocks
 * hardly wait, soon: a reader has them within tens of milliseconds. Where blocks wait, never: a
 * commit costs time that scoring needs, and would make them wait longer.
 *
 * <p>A commit is one of all partitions of a thread, so there is one pace a thread.
 */
final class CommitPace {
  /** A block that has waited longer than this shows that there is more to do than can be done. */
  static final long HARDLY_MILLIS = 30;

  /** The least time between two commits that are asked for. */
  static final long GAP_MILLIS = 40;

  private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

  private boolean asked;
  private long last;

  /** The pace of the thread that calls. */
  static CommitPace ofThisThread() {
    return OF_THREAD.get();
  }

  /**
   * Whether results are to be committed sooner than by the interval.
   *
   * @param waited how long the record lay in its topic, in ms; below 0 where clocks differ, which
   *     tells nothing where they differ by more than counts here
   */
  static boolean wants(long waited) {
    return Math.abs(waited) <= HARDLY_MILLIS;
  }

  /** How long until the next commit may be asked for, in ms; 0: now. */
  long until(long now) {
    boolean soon = asked && now >= last && now - last < GAP_MILLIS;
    return soon ? GAP_MILLIS - (now - last) : 0;
  }

  /** Remembers that a commit is asked for. */
  void asked(long now) {
    asked = true;
    last = now;
  }
}
