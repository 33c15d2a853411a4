package org.spectrastreams.cli.sending;

import java.io.IOException;

/** The broker does not take what is sent; the file is not at fault. */
public final class SendingException extends IOException {
  private static final long serialVersionUID = 1L;

  SendingException(String message, Throwable cause) {
    super(message, cause);
  }
}
