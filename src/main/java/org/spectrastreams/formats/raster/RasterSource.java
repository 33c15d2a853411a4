package org.spectrastreams.formats.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Spectra of a raster file in any interleave.
 *
 * <p>Pixels are read a strip at a time: as many whole lines, or else pixels of one line, as make up
 * {@value #STRIP_VALUES} values; of a file band after band, where each strip is one read a band,
 * {@value #SCATTERED_STRIP_VALUES}. Beside the blocks it hands out, a source therefore holds at
 * most 12 MiB, or 16 to 48 MiB, however large the file is. A file band after band of which several
 * strips are read is {@linkplain ReadAhead read ahead}: strips are pieces of it from end to end.
 */
public final class RasterSource implements FileSource {
  private static final int STRIP_VALUES = 1 << 20;
  private static final int SCATTERED_STRIP_VALUES = 1 << 22;
  private static final int TURNED = 16;

  /**
   * What a reader found out about a raster.
   *
   * @param bands the stored bands that belong to the points of the axis in its stored order
   */
  public record Raster(
      Path file,
      String name,
      RasterLayout layout,
      int[] bands,
      StoredAxis axis,
      Understood understood,
      List<String> labels) {
    /** A raster of which all bands are read. */
    public Raster(
        Path file,
        String name,
        RasterLayout layout,
        StoredAxis axis,
        Understood understood,
        List<String> labels) {
      this(
          file,
          name,
          layout,
          IntStream.range(0, layout.bands()).toArray(),
          axis,
          understood,
          labels);
    }
  }

  private final Raster raster;
  private final RasterLayout layout;
  private final SeekableByteChannel channel;
  private final int stripPixels;
  private final float[] strip;
  private final ByteBuffer raw;

  /** Where in the strip, which has the order of the file, pixels and then points lie. */
  private int[] pixelPlace = new int[0];

  private int[] pointPlace = new int[0];
  private long stripStart;
  private int stripCount;
  private long next;
  private Optional<ReadAhead> ahead = Optional.empty();

  private RasterSource(Raster raster, SeekableByteChannel channel) {
    this.raster = raster;
    this.layout = raster.layout();
    this.channel = channel;
    boolean bandAfterBand = layout.interleave() == RasterLayout.Interleave.BSQ;
    int fitting =
        Math.max(1, (bandAfterBand ? SCATTERED_STRIP_VALUES : STRIP_VALUES) / layout.bands());
    long wholeLines =
        (long) Math.min(layout.lines(), fitting / layout.samples()) * layout.samples();
    this.stripPixels = wholeLines > 0 ? (int) wholeLines : Math.min(fitting, layout.samples());
    int read = bandAfterBand ? raster.bands().length : layout.bands();
    this.strip = new float[stripPixels * read];
    this.raw =
        ByteBuffer.allocateDirect(
                (bandAfterBand ? stripPixels : strip.length) * layout.type().bytes())
            .order(layout.order());
  }

  /**
   * Opens a raster that is being read ahead, which ends when the source is closed.
   *
   * @throws SpectrumFileException as {@link #open(Raster)}
   */
  public static RasterSource open(Raster raster, ReadAhead ahead) throws IOException {
    RasterSource source = open(raster);
    source.ahead = Optional.of(ahead);
    return source;
  }

  /**
   * Opens a raster whose file must be exactly as long as its layout says; where fewer spectra were
   * understood than it has pixels, those are whole lines from the first on, and the rest is being
   * written.
   *
   * @throws SpectrumFileException if it is shorter or longer
   */
  public static RasterSource open(Raster raster) throws IOException {
    RasterLayout layout = raster.layout();
    SeekableByteChannel channel = Files.newByteChannel(raster.file());
    try {
      long expected = layout.headerBytes() + layout.dataBytes();
      boolean isBeginning =
          raster.understood().spectra() < (long) layout.samples() * layout.lines();
      if (channel.size() != expected && !isBeginning) {
        throw SpectrumFileException.atByte(
            raster.file(),
            Math.min(channel.size(), expected),
            channel.size() + " bytes in the file",
            expected
                + " bytes: "
                + layout.headerBytes()
                + " of header and "
                + layout.samples()
                + " samples × "
                + layout.lines()
                + " lines × "
                + layout.bands()
                + " bands × "
                + layout.type().bytes());
      }
      return new RasterSource(raster, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return raster.name();
  }

  @Override
  public SpectralAxis axis() {
    return raster.axis().axis();
  }

  @Override
  public Understood understood() {
    return raster.understood();
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra, channel.isOpen());
    int width = geometry().width();
    if (next == understood().spectra()) {
      return null;
    }
    if (next == stripStart + stripCount) {
      readStrip();
    }
    int column = (int) (next % width);
    int count =
        (int) Math.min(Math.min(maxSpectra, width - column), stripStart + (long) stripCount - next);
    int bands = raster.bands().length;
    float[] intensities = new float[count * bands];
    int[] x = new int[count];
    int[] y = new int[count];
    int first = (int) (next - stripStart);
    for (int i = 0; i < count; i++) {
      x[i] = column + i;
      y[i] = (int) (next / width);
    }
    turn(first, count, intensities);
    List<String> labels =
        raster.labels().isEmpty()
            ? List.of()
            : raster.labels().subList((int) next, (int) next + count);
    next += count;
    return new SpectrumBlock(axis(), quantity(), x, y, intensities, labels);
  }

  private void readStrip() throws IOException {
    long pixels = understood().spectra();
    long start = next;
    if (ahead.isEmpty()
        && layout.interleave() == RasterLayout.Interleave.BSQ
        && stripPixels < pixels) {
      ahead = Optional.of(ReadAhead.of(raster.file()));
    }
    int count = (int) Math.min(stripPixels, pixels - start);
    if (stripPixels < layout.samples()) {
      count = (int) Math.min(count, layout.samples() - start % layout.samples());
    }
    boolean contiguous =
        switch (layout.interleave()) {
          case BIP -> true;
          case BIL -> count % layout.samples() == 0 && start % layout.samples() == 0;
          case BSQ -> false;
        };
    // Where the image is stored from the bottom up, the strip's last line comes first in the file.
    int lastLine = layout.bottomUp() ? (count - 1) / layout.samples() * layout.samples() : 0;
    long first = layout.offset(start + lastLine, 0);
    pixelPlace = new int[count];
    for (int i = 0; i < count; i++) {
      pixelPlace[i] = (int) ((layout.offset(start + i, 0) - first) / layout.type().bytes());
    }
    int[] bands = raster.bands();
    int[] stored = new int[bands.length];
    if (contiguous) {
      read(first, count * layout.bands(), 0);
      int stride = layout.interleave() == RasterLayout.Interleave.BIP ? 1 : layout.samples();
      for (int point = 0; point < bands.length; point++) {
        stored[point] = bands[point] * stride;
      }
    } else {
      for (int point = 0; point < bands.length; point++) {
        stored[point] = point * count;
        read(layout.offset(start + lastLine, bands[point]), count, stored[point]);
      }
    }
    pointPlace = new int[bands.length];
    for (int point = 0; point < bands.length; point++) {
      pointPlace[point] = stored[raster.axis().storedIndex(point)];
    }
    stripStart = start;
    stripCount = count;
  }

  /**
   * Turns some pixels of the strip into spectra, a few pixels and points at a time: those of a
   * spectrum may lie far apart, and what was fetched for one pixel holds those of its neighbours.
   */
  private void turn(int first, int count, float[] spectra) {
    int points = pointPlace.length;
    for (int from = 0; from < count; from += TURNED) {
      int to = Math.min(count, from + TURNED);
      for (int fromPoint = 0; fromPoint < points; fromPoint += TURNED) {
        int toPoint = Math.min(points, fromPoint + TURNED);
        for (int i = from; i < to; i++) {
          int pixel = pixelPlace[first + i];
          for (int point = fromPoint; point < toPoint; point++) {
            spectra[i * points + point] = strip[pixel + pointPlace[point]];
          }
        }
      }
    }
  }

  private float value(int index) {
    double stored = layout.type().read(raw, index);
    return stored == layout.ignored() ? Float.NaN : (float) (stored / layout.scale());
  }

  /** Reads values into the strip, from value number {@code at} of it on. */
  private void read(long offset, int values, int at) throws IOException {
    raw.clear().limit(values * layout.type().bytes());
    channel.position(offset);
    while (raw.hasRemaining()) {
      if (channel.read(raw) < 0) {
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
      raw.asFloatBuffer().get(strip, at, values);
    } else {
      for (int i = 0; i < values; i++) {
        strip[at + i] = value(i);
      }
    }
  }

  @Override
  public boolean endsInZeros() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(layout.type().bytes());
    channel.position(layout.headerBytes() + layout.dataBytes() - last.capacity());
    while (last.hasRemaining()) {
      if (channel.read(last) < 0) {
        return false; // it ends before that
      }
    }
    return Arrays.equals(last.array(), new byte[last.capacity()]);
  }

  @Override
  public void close() throws IOException {
    ahead.ifPresent(ReadAhead::close);
    channel.close();
  }
}
