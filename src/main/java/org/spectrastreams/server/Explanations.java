package org.spectrastreams.server;

import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.proto.Wire.ExplanationRequest;

/** Who explains one spectrum on demand; {@link ExplanationClient} in the running server. */
interface Explanations {
  /**
   * Asks, and waits for the answer or the refusal.
   *
   * @param request all but the correlation id and the time-out
   * @throws BusyException if too many questions wait already
   * @throws UnansweredException if no answer came in time
   */
  ExplanationView ask(ExplanationRequest.Builder request)
      throws BusyException, UnansweredException, InterruptedException;

  /** Too many questions wait already. */
  final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    BusyException(String message) {
      super(message);
    }
  }

  /** No answer came. */
  final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    UnansweredException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
