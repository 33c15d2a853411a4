package org.spectrastreams.explain.methods;

/** A method cannot explain what it was asked for; the message says what it could. */
public final class MethodRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What stood in the way. */
  public enum Reason {
    /** The model lacks what the method needs. */
    NOT_AVAILABLE,
    /** The method does not explain this class. */
    CLASS_NOT_EXPLAINED,
    /** The method does not work with so many samples. */
    BAD_SAMPLES,
    /** The spectrum cannot be explained. */
    UNUSABLE_SPECTRUM
  }

  /** A refusal. */
  public MethodRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What stood in the way. */
  public Reason reason() {
    return reason;
  }
}
