package org.spectrastreams.preprocess;

/**
 * The axis or the quantity of a spectrum cannot serve a model; the message says what it has, what
 * the model needs and what to do.
 */
public final class UnusableSpectrumException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for counters and dead-letter headers. */
  public enum Reason {
    AXIS_TOO_NARROW,
    AXIS_TOO_COARSE,
    WRONG_AXIS_KIND,
    WRONG_DIMENSIONS,
    WRONG_QUANTITY
  }

  private final Reason reason;

  public UnusableSpectrumException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
