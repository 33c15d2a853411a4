package org.spectrastreams.formats.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file once from its beginning to its end, in a thread of its own, and keeps nothing: the
 * system has it then when it is read in another order. What cannot be read is for whoever reads it
 * to say.
 */
public final class ReadAhead implements AutoCloseable {
  /** Reads nothing. */
  public static final ReadAhead NONE = new ReadAhead(Path.of(""));

  /** A file of more is not sure to be held by the system until it is read. */
  private static final long MOST_BYTES = 1L << 28;

  /** What the system reads ahead by itself. */
  private static final long LEAST_BYTES = 1L << 20;

  private static final int AT_A_TIME = 1 << 20;

  private final Path file;
  private volatile boolean stopped;

  private ReadAhead(Path file) {
    this.file = file;
  }

  /** Begins to read a file; one that is too small or too large for it to be of use is not read. */
  public static ReadAhead of(Path file) throws IOException {
    ReadAhead ahead = new ReadAhead(file);
    long size = Files.size(file);
    if (size >= LEAST_BYTES && size <= MOST_BYTES) {
      Thread thread = new Thread(ahead::read, "read-ahead");
      thread.setDaemon(true);
      thread.start();
    }
    return ahead;
  }

  private void read() {
    ByteBuffer some = ByteBuffer.allocateDirect(AT_A_TIME);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (!stopped && channel.read(some) >= 0) {
        some.clear();
      }
    } catch (IOException e) {
      // It is read again, and said then.
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
