package org.spectrastreams.server.limits;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * Writes as long as the reader is done in time; one that reads a byte now and then is given up.
 * Only what the reader takes counts, not what making the answer takes.
 */
public final class PatientOutput extends FilterOutputStream {
  private static final int CHUNK = 64 << 10;

  /** The reader took too long; the connection is to be closed. */
  public static final class SlowReaderException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowReaderException(Duration limit) {
      super("the reader did not take the answer within " + limit.toSeconds() + " s");
    }
  }

  private final Duration limit;
  private long waited;

  /** The time runs while something is written. */
  public PatientOutput(OutputStream out, Duration limit) {
    super(out);
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    for (int at = from; at < from + length; at += CHUNK) {
      if (waited > limit.toNanos()) {
        throw new SlowReaderException(limit);
      }
      long before = System.nanoTime();
      out.write(bytes, at, Math.min(CHUNK, from + length - at));
      waited += System.nanoTime() - before;
    }
  }
}
