package org.spectrastreams.stream.control;

/** A change of models cannot be asked for; the message says why and what can be done. */
public final class RefusedChangeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was wanted, what is there, and what can be done. */
  public RefusedChangeException(String message) {
    super(message);
  }
}
