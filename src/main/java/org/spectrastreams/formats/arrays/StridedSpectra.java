package org.spectrastreams.formats.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Spectra of an array whose numbers stand plainly one behind the other in a file. Either the points
 * of a spectrum follow each other, or the same point of neighbouring spectra does; both are read in
 * long runs.
 */
public final class StridedSpectra implements ArraySpectra {
  private static final int PORTION_VALUES = 1 << 20;

  /**
   * Numbers in a file.
   *
   * @param file the file that a fault is reported of
   * @param data where the numbers stand, the file itself or a temporary one
   * @param temporary whether {@code data} is deleted in the end
   * @param offset the first number, in bytes
   * @param lastSideFastest the order of the sides
   */
  public record Stored(
      Path file,
      Path data,
      boolean temporary,
      long offset,
      NumberType type,
      ByteOrder order,
      boolean lastSideFastest) {}

  private final Stored stored;
  private final ArrayFrame frame;
  private final SeekableByteChannel channel;
  private final long pointStride;
  private final long innerStride;
  private final long outerStride;
  private ByteBuffer raw = ByteBuffer.allocate(0);

  private StridedSpectra(
      Stored stored, NumberArray array, ArrayFrame frame, SeekableByteChannel channel) {
    this.stored = stored;
    this.frame = frame;
    this.channel = channel;
    this.pointStride = stride(array.shape(), frame.points());
    this.innerStride = stride(array.shape(), frame.inner());
    this.outerStride = stride(array.shape(), frame.outer());
  }

  /**
   * Opens spectra.
   *
   * @throws SpectrumFileException if the file ends before the last
   */
  public static StridedSpectra open(Stored stored, NumberArray array, ArrayFrame frame)
      throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(stored.data());
    try {
      long count = array.count();
      long room = channel.size() - stored.offset();
      if (count > room / stored.type().bytes()) {
        throw SpectrumFileException.atByte(
            stored.file(),
            stored.offset(),
            array + " in " + room + " bytes",
            count + " numbers of " + stored.type().bytes() + " bytes");
      }
      return new StridedSpectra(stored, array, frame, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private long stride(long[] shape, int side) {
    long stride = 1;
    if (side < 0) {
      return 0;
    }
    if (stored.lastSideFastest()) {
      for (int i = side + 1; i < shape.length; i++) {
        stride *= shape[i];
      }
    } else {
      for (int i = 0; i < side; i++) {
        stride *= shape[i];
      }
    }
    return stride;
  }

  @Override
  public int portion() {
    int fitting = Math.max(1, PORTION_VALUES / frame.pointCount());
    int lines = fitting / frame.innerCount() * frame.innerCount();
    return lines > 0 ? lines : fitting;
  }

  @Override
  public void read(long first, int count, float[] into) throws IOException {
    int points = frame.pointCount();
    boolean wholeSpectra = pointStride == 1;
    int done = 0;
    while (done < count) {
      long spectrum = first + done;
      long inner = spectrum % frame.innerCount();
      long start = spectrum / frame.innerCount() * outerStride + inner * innerStride;
      int run = run(inner, count - done);
      if (wholeSpectra) {
        fill(start, run * points);
        for (int i = 0; i < run * points; i++) {
          into[done * points + i] = (float) stored.type().read(raw, i);
        }
      } else {
        for (int point = 0; point < points; point++) {
          fill(start + point * pointStride, run);
          for (int i = 0; i < run; i++) {
            into[(done + i) * points + point] = (float) stored.type().read(raw, i);
          }
        }
      }
      done += run;
    }
  }

  /** How many spectra from one on lie evenly in the file. */
  private int run(long inner, int most) {
    boolean even = frame.outer() < 0 || outerStride == innerStride * frame.innerCount();
    boolean dense = innerStride == (pointStride == 1 ? frame.pointCount() : 1) || most == 1;
    if (!dense && frame.inner() >= 0) {
      return 1;
    }
    return (int) (even ? most : Math.min(most, frame.innerCount() - inner));
  }

  private void fill(long index, int count) throws IOException {
    int bytes = count * stored.type().bytes();
    if (raw.capacity() < bytes) {
      raw = ByteBuffer.allocate(bytes).order(stored.order());
    }
    raw.clear().limit(bytes);
    long offset = stored.offset() + index * stored.type().bytes();
    channel.position(offset);
    while (raw.hasRemaining()) {
      if (channel.read(raw) < 0) {
        throw SpectrumFileException.atByte(
            stored.file(),
            offset,
            "the end of the file, which has become shorter since it was opened",
            raw.remaining() + " more bytes");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (stored.temporary()) {
      Files.deleteIfExists(stored.data());
    }
  }
}
