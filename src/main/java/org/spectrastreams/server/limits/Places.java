package org.spectrastreams.server.limits;

import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;

/**
 * So many requests of one kind are answered at once; those that come on top are told to come again.
 * Each of them holds a thread of the server, and some must be left for all others.
 */
public final class Places {
  /** All places are taken. */
  public static final class TakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenException(String message) {
      super(message, null, false, false);
    }
  }

  private final String what;
  private final int number;
  private final Semaphore free;

  /**
   * @param what for the message, as in "8 layers are being read"
   * @param number of them at once
   */
  public Places(String what, int number) {
    this.what = what;
    this.number = number;
    this.free = new Semaphore(number);
  }

  /** The handler, whose answer must be written when it returns. */
  public Handler of(Handler handler) {
    return request -> {
      if (!free.tryAcquire()) {
        throw new TakenException(number + " " + what + " already: ask again later");
      }
      try {
        handler.handle(request);
      } finally {
        free.release();
      }
    };
  }
}
