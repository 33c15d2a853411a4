package org.spectrastreams.formats.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * Spectra of a raster file in any interleave, which are read {@linkplain StripReader a strip at a
 * time}, the next one while the last is handed out.
 */
public final class RasterSource implements FileSource {
  private static final int TURNED_POINTS = 16;
  private static final int TURNED_PIXELS = 256;

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
  private final FileChannel channel;
  private final StripReader strips;
  private StripReader.Strip strip = StripReader.NONE;
  private long next;
  private Optional<ReadAhead> ahead = Optional.empty();

  private RasterSource(Raster raster, FileChannel channel) {
    this.raster = raster;
    this.layout = raster.layout();
    this.channel = channel;
    this.strips = new StripReader(raster, channel);
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
    FileChannel channel = FileChannel.open(raster.file(), StandardOpenOption.READ);
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
    if (next == strip.end()) {
      if (ahead.isEmpty() && strips.areScattered()) {
        ahead = Optional.of(ReadAhead.of(raster.file()));
      }
      strip = strips.next();
    }
    int column = (int) (next % width);
    int count = (int) Math.min(Math.min(maxSpectra, width - column), strip.end() - next);
    int bands = raster.bands().length;
    float[] intensities = new float[count * bands];
    int[] x = new int[count];
    int[] y = new int[count];
    int first = (int) (next - strip.start());
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

  /**
   * Turns some pixels of the strip into spectra, a few points of many pixels at a time: those of a
   * spectrum may lie far apart, and what was fetched for one pixel holds those of its neighbours.
   */
  private void turn(int first, int count, float[] spectra) {
    float[] values = strip.values();
    int[] pixelPlace = strip.pixelPlace();
    int[] pointPlace = strip.pointPlace();
    int points = pointPlace.length;
    for (int from = 0; from < count; from += TURNED_PIXELS) {
      int to = Math.min(count, from + TURNED_PIXELS);
      for (int fromPoint = 0; fromPoint < points; fromPoint += TURNED_POINTS) {
        int toPoint = Math.min(points, fromPoint + TURNED_POINTS);
        for (int i = from; i < to; i++) {
          int pixel = pixelPlace[first + i];
          for (int point = fromPoint; point < toPoint; point++) {
            spectra[i * points + point] = values[pixel + pointPlace[point]];
          }
        }
      }
    }
  }

  /**
   * Begins to read the first spectra in a thread of its own, where none are read yet. What fails
   * then is said by {@link #next}.
   */
  public void begin() {
    strips.begin();
  }

  /** Whether nothing more of the file is to be read, though spectra may be left to hand out. */
  public boolean isReadOut() {
    return strips.areReadOut();
  }

  @Override
  public boolean endsInZeros() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(layout.type().bytes());
    long from = layout.headerBytes() + layout.dataBytes() - last.capacity();
    while (last.hasRemaining()) {
      if (channel.read(last, from + last.position()) < 0) {
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
