package org.spectrastreams.formats.raster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Reads the pixels of a raster file a strip at a time: as many whole lines, or else pixels of one
 * line, as make up {@value #STRIP_VALUES} values; of a file band after band, where each strip is
 * one read a band, {@value #SCATTERED_STRIP_VALUES}. While one strip is used the next is read in a
 * thread of its own, so at most 24 MiB, or 32 to 96 MiB, are held, however large the file is. Not
 * thread-safe.
 */
final class StripReader {
  private static final int STRIP_VALUES = 1 << 20;
  private static final int SCATTERED_STRIP_VALUES = 1 << 22;

  /** A strip of no pixels at the beginning. */
  static final Strip NONE = new Strip(0, 0, new float[0], new int[0], new int[0]);

  /**
   * Pixels one after the other, in the order of the file.
   *
   * @param start the number of the first pixel
   * @param count how many there are
   * @param pixelPlace where each pixel's values begin in {@code values}
   * @param pointPlace how far from there the value of each point of the axis lies
   */
  record Strip(long start, int count, float[] values, int[] pixelPlace, int[] pointPlace) {
    /** The number of the pixel behind the last one. */
    long end() {
      return start + count;
    }
  }

  private final RasterSource.Raster raster;
  private final RasterLayout layout;
  private final FileChannel channel;
  private final long pixels;
  private final int stripPixels;

  /** Used in turn: what was handed out last, and what is read meanwhile. */
  private final float[][] values = new float[2][];

  private ByteBuffer raw;
  private int turns;
  private long position;
  private FutureTask<Strip> reading;

  StripReader(RasterSource.Raster raster, FileChannel channel) {
    this.raster = raster;
    this.layout = raster.layout();
    this.channel = channel;
    this.pixels = raster.understood().spectra();
    int fitting =
        Math.max(1, (isBandAfterBand() ? SCATTERED_STRIP_VALUES : STRIP_VALUES) / layout.bands());
    long wholeLines =
        (long) Math.min(layout.lines(), fitting / layout.samples()) * layout.samples();
    this.stripPixels = wholeLines > 0 ? (int) wholeLines : Math.min(fitting, layout.samples());
  }

  private boolean isBandAfterBand() {
    return layout.interleave() == RasterLayout.Interleave.BSQ;
  }

  /** Whether the strips are pieces of the file from end to end, and more than one. */
  boolean areScattered() {
    return isBandAfterBand() && stripPixels < pixels;
  }

  /** Whether all strips are read, or the last one is being read. */
  boolean areReadOut() {
    return position == pixels || (reading != null && position + stripPixels >= pixels);
  }

  /** Begins to read the first strip, where none is read yet. */
  void begin() {
    if (position == 0 && pixels > 0 && reading == null) {
      readMeanwhile();
    }
  }

  /**
   * The next strip, which is good until the next one is asked for.
   *
   * @throws IOException if it cannot be read, or the file has become shorter
   */
  Strip next() throws IOException {
    FutureTask<Strip> task = reading;
    if (task == null) {
      task = task();
      task.run();
    }
    reading = null; // what fails is read again where it is asked for again
    Strip strip = done(task);
    position = strip.end();
    turns++;
    if (position < pixels) {
      readMeanwhile();
    }
    return strip;
  }

  private void readMeanwhile() {
    reading = task();
    Thread thread = new Thread(reading, "strip-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private FutureTask<Strip> task() {
    long start = position;
    int count = (int) Math.min(stripPixels, pixels - start);
    if (stripPixels < layout.samples()) {
      count = (int) Math.min(count, layout.samples() - start % layout.samples());
    }
    int held = count;
    int turn = turns % 2;
    return new FutureTask<>(() -> read(start, held, turn));
  }

  private static Strip done(FutureTask<Strip> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a file was read");
    }
  }

  private Strip read(long start, int count, int turn) throws IOException {
    allocate(turn);
    boolean contiguous =
        switch (layout.interleave()) {
          case BIP -> true;
          case BIL -> count % layout.samples() == 0 && start % layout.samples() == 0;
          case BSQ -> false;
        };
    // Where the image is stored from the bottom up, the strip's last line comes first in the file.
    int lastLine = layout.bottomUp() ? (count - 1) / layout.samples() * layout.samples() : 0;
    long first = layout.offset(start + lastLine, 0);
    int[] pixelPlace = new int[count];
    for (int i = 0; i < count; i++) {
      pixelPlace[i] = (int) ((layout.offset(start + i, 0) - first) / layout.type().bytes());
    }
    int[] bands = raster.bands();
    int[] stored = new int[bands.length];
    if (contiguous) {
      read(first, count * layout.bands(), values[turn], 0);
      int stride = layout.interleave() == RasterLayout.Interleave.BIP ? 1 : layout.samples();
      for (int point = 0; point < bands.length; point++) {
        stored[point] = bands[point] * stride;
      }
    } else {
      for (int point = 0; point < bands.length; point++) {
        stored[point] = point * count;
        read(layout.offset(start + lastLine, bands[point]), count, values[turn], stored[point]);
      }
    }
    int[] pointPlace = new int[bands.length];
    for (int point = 0; point < bands.length; point++) {
      pointPlace[point] = stored[raster.axis().storedIndex(point)];
    }
    return new Strip(start, count, values[turn], pixelPlace, pointPlace);
  }

  private void allocate(int turn) {
    int read = isBandAfterBand() ? raster.bands().length : layout.bands();
    if (values[turn] == null) {
      values[turn] = new float[stripPixels * read];
    }
    if (raw == null) {
      int most = isBandAfterBand() ? stripPixels : stripPixels * read;
      raw = ByteBuffer.allocateDirect(most * layout.type().bytes()).order(layout.order());
    }
  }

  /** Reads values, and puts them into the strip from value number {@code at} of it on. */
  private void read(long offset, int count, float[] strip, int at) throws IOException {
    raw.clear().limit(count * layout.type().bytes());
    while (raw.hasRemaining()) {
      if (channel.read(raw, offset + raw.position()) < 0) {
        throw SpectrumFileException.atByte(
            raster.file(),
            offset + raw.position(),
            "the end of the file, which has become shorter since it was opened",
            raw.remaining() + " more bytes");
      }
    }
    raw.flip();
    if (layout.type() == PixelType.FLOAT32
        && layout.scale() == 1
        && Double.isNaN(layout.ignored())) {
      raw.asFloatBuffer().get(strip, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        strip[at + i] = value(i);
      }
    }
  }

  private float value(int index) {
    double stored = layout.type().read(raw, index);
    return stored == layout.ignored() ? Float.NaN : (float) (stored / layout.scale());
  }
}
