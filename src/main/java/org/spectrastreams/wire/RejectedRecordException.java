package org.spectrastreams.wire;

import java.util.Optional;

/**
 * A record cannot be scored; it goes to the dead-letter topic as it came. The message says what was
 * found, what was expected and, where that is not plain, what to do.
 */
public final class RejectedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final int spectra;

  private final transient RecordOrigin origin;

  public RejectedRecordException(RejectReason reason, String message) {
    this(reason, message, 1);
  }

  public RejectedRecordException(RejectReason reason, String message, int spectra) {
    this(reason, message, spectra, null);
  }

  private RejectedRecordException(
      RejectReason reason, String message, int spectra, RecordOrigin origin) {
    // Bad records come in floods: a stack trace each would cost more than the record.
    super(message, null, false, false);
    this.reason = reason;
    this.spectra = spectra;
    this.origin = origin;
  }

  /** The same of a record that says this of itself. */
  public RejectedRecordException of(RecordOrigin said) {
    return new RejectedRecordException(reason, getMessage(), spectra, said);
  }

  /** The same of a further record of spectra that are counted already. */
  public RejectedRecordException ofNoFurtherSpectra() {
    return new RejectedRecordException(reason, getMessage(), 0, origin);
  }

  /** What the record says of itself; empty where that could not be read. */
  public Optional<RecordOrigin> origin() {
    return Optional.ofNullable(origin);
  }

  public RejectReason reason() {
    return reason;
  }

  /** How many spectra the record holds; 1 where that could not be read. */
  public int spectra() {
    return spectra;
  }
}
