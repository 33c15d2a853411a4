package org.spectrastreams.stream.broker;

/** A record ended a thread; it does so {@value SetAside#MOST} times at most. */
public final class EndedByRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names record and cause. */
  public EndedByRecordException(SetAside.Place place, Throwable cause) {
    super("the record of " + place + " ended a thread: " + cause, cause);
  }
}
