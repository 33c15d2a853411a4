package org.spectrastreams.formats.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
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
 * most 12 MiB, or 17 to 48 MiB, however large the file is. A file band after band of which several
 * strips are read is {@linkplain ReadAhead read ahead}: strips are pieces of it from end to end.
 */
public final class RasterSource implements FileSource {
  private static final int STRIP_VALUES = 1 << 20;
  private static final int SCATTERED_STRIP_VALUES = 1 << 22;
  private static final int TURNED_POINTS = 32;

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
    this.strip = new float[stripPixels * raster.bands().length];
    this.raw =
        ByteBuffer.allocate(
                stripPixels
                    * (bandAfterBand ? Math.min(TURNED_POINTS, layout.bands()) : layout.bands())
                    * layout.type().bytes())
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
      raster.axis().reorder(strip, (first + i) * bands, intensities, i * bands);
    }
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
    int[] place = new int[count];
    for (int i = 0; i < count; i++) {
      place[i] = (int) ((layout.offset(start + i, 0) - first) / layout.type().bytes());
    }
    int[] bands = raster.bands();
    int[] base = new int[bands.length];
    if (contiguous) {
      readRaw(first, count * layout.bands(), 0);
      int stride = layout.interleave() == RasterLayout.Interleave.BIP ? 1 : layout.samples();
      for (int point = 0; point < bands.length; point++) {
        base[point] = bands[point] * stride;
      }
    }
    // Some points of all pixels at a time: neighbouring points of a spectrum may lie far apart.
    for (int from = 0; from < bands.length; from += TURNED_POINTS) {
      int to = Math.min(bands.length, from + TURNED_POINTS);
      for (int point = from; point < to && !contiguous; point++) {
        base[point] = (point - from) * count;
        readRaw(layout.offset(start + lastLine, bands[point]), count, base[point]);
      }
      turn(place, base, count, from, to);
    }
    stripStart = start;
    stripCount = count;
  }

  /** Turns some points of what was read into spectra. */
  private void turn(int[] place, int[] base, int count, int from, int to) {
    boolean plain =
        layout.type() == PixelType.FLOAT32 && layout.scale() == 1 && Double.isNaN(layout.ignored());
    raw.clear();
    FloatBuffer floats = raw.asFloatBuffer();
    for (int i = 0; i < count; i++) {
      int spectrum = i * base.length;
      if (plain) {
        for (int point = from; point < to; point++) {
          strip[spectrum + point] = floats.get(place[i] + base[point]);
        }
      } else {
        for (int point = from; point < to; point++) {
          strip[spectrum + point] = value(place[i] + base[point]);
        }
      }
    }
  }

  private float value(int index) {
    double stored = layout.type().read(raw, index);
    return stored == layout.ignored() ? Float.NaN : (float) (stored / layout.scale());
  }

  /** Reads values into the buffer, from value number {@code at} of it on. */
  private void readRaw(long offset, int values, int at) throws IOException {
    int bytes = layout.type().bytes();
    raw.limit((at + values) * bytes).position(at * bytes);
    channel.position(offset);
    while (raw.hasRemaining()) {
      if (channel.read(raw) < 0) {
        throw SpectrumFileException.atByte(
            raster.file(),
            offset + raw.position() - (long) at * bytes,
            "the end of the file, which has become shorter since it was opened",
            raw.remaining() + " more bytes");
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
