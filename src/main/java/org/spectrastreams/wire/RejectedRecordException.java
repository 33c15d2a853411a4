package org.spectrastreams.wire;

/**
 * A record cannot be scored; it goes to the dead-letter topic as it came. The message says what was
 * found, what was expected and, where that is not plain, what to do.
 */
public final class RejectedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final int spectra;

  public RejectedRecordException(RejectReason reason, String message) {
    this(reason, message, 1);
  }

  public RejectedRecordException(RejectReason reason, String message, int spectra) {
    // Bad records come in floods: a stack trace each would cost more than the record.
    super(message, null, false, false);
    this.reason = reason;
    this.spectra = spectra;
  }

  public RejectReason reason() {
    return reason;
  }

  /** How many spectra the record holds; 1 where that could not be read. */
  public int spectra() {
    return spectra;
  }
}
