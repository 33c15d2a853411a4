package org.spectrastreams.wire;

/** A spectrum is not explained; the message says what was found and what was expected. */
public final class RefusedExplanationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalReason reason;

  public RefusedExplanationException(RefusalReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public RefusalReason reason() {
    return reason;
  }
}
