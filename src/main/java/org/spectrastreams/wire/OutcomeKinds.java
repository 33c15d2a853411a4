package org.spectrastreams.wire;

import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.wire.proto.Wire;

/** The kinds of outcomes as messages carry them. */
public final class OutcomeKinds {
  private OutcomeKinds() {}

  /** A kind as a message says it. */
  public static Wire.OutcomeKind message(OutcomeKind kind) {
    return switch (kind) {
      case ONE_CLASS -> Wire.OutcomeKind.ONE_CLASS;
      case LABELS -> Wire.OutcomeKind.LABELS;
      case VALUE -> Wire.OutcomeKind.VALUE;
    };
  }

  /**
   * What a message says.
   *
   * @param number of the field, for the message
   * @throws RejectedRecordException if it is a kind of a later version
   */
  static OutcomeKind of(Wire.OutcomeKind said, int number) throws RejectedRecordException {
    return switch (said) {
      case ONE_CLASS -> OutcomeKind.ONE_CLASS;
      case LABELS -> OutcomeKind.LABELS;
      case VALUE -> OutcomeKind.VALUE;
      case UNRECOGNIZED -> throw ResultFields.malformed("outcome " + number);
    };
  }
}
