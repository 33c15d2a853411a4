package org.spectrastreams.formats.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads records in the order of their pixels. Records that follow each other in the file are read
 * together, at most {@value #RUN_BYTES} bytes at a time; nothing else of the file is held.
 */
public final class RecordSource implements FileSource {
  private static final int RUN_BYTES = 1 << 20;

  private final BinaryFile file;
  private final RecordLayout layout;
  private final RecordPlaces places;
  private final StoredAxis axis;
  private final Understood understood;
  private final float[] stored;
  private ByteBuffer raw = ByteBuffer.allocate(0);
  private int next;

  private RecordSource(
      BinaryFile file,
      RecordLayout layout,
      RecordPlaces places,
      StoredAxis axis,
      Understood understood) {
    this.file = file;
    this.layout = layout;
    this.places = places;
    this.axis = axis;
    this.understood = understood;
    this.stored = new float[layout.points()];
  }

  /**
   * The spectra of an open file, which the source closes.
   *
   * @param axis the axis of every record, in its stored order
   * @throws SpectrumFileException if the file ends before the last record
   */
  public static RecordSource of(
      BinaryFile file,
      RecordLayout layout,
      RecordPlaces places,
      StoredAxis axis,
      Understood understood)
      throws SpectrumFileException {
    if (axis.axis().size() != layout.points()) {
      throw new IllegalArgumentException(
          axis.axis().size() + " axis values for records of " + layout.points() + " points");
    }
    int last = 0;
    for (int record : places.record()) {
      last = Math.max(last, record);
    }
    file.require(
        layout.offset() + last * layout.stride(),
        layout.recordBytes(),
        "spectrum " + (last + 1) + " of " + layout.points() + " points");
    return new RecordSource(file, layout, places, axis, understood);
  }

  @Override
  public String name() {
    return file.path().getFileName().toString();
  }

  @Override
  public ImageGeometry geometry() {
    return places.geometry();
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra, file.isOpen());
    if (next == places.count()) {
      return null;
    }
    int count = 1;
    while (count < maxSpectra
        && next + count < places.count()
        && places.y()[next + count] == places.y()[next]) {
      count++;
    }
    int points = layout.points();
    float[] intensities = new float[Math.multiplyExact(count, points)];
    int done = 0;
    while (done < count) {
      int run = run(next + done, count - done);
      read(places.record()[next + done], run);
      for (int i = 0; i < run; i++) {
        int first = (int) (i * layout.stride() / layout.type().bytes());
        for (int point = 0; point < points; point++) {
          stored[point] = (float) (layout.type().read(raw, first + point) * layout.factor());
        }
        axis.reorder(stored, 0, intensities, (done + i) * points);
      }
      done += run;
    }
    int[] x = new int[count];
    int[] y = new int[count];
    System.arraycopy(places.x(), next, x, 0, count);
    System.arraycopy(places.y(), next, y, 0, count);
    next += count;
    return new SpectrumBlock(axis(), quantity(), x, y, intensities, List.of());
  }

  /** How many of the spectra from {@code from} on stand one behind the other in the file. */
  private int run(int from, int most) {
    long bytes = Math.max(1, layout.stride());
    boolean aligned = layout.stride() % layout.type().bytes() == 0;
    int longest = aligned ? (int) Math.min(most, Math.max(1, RUN_BYTES / bytes)) : 1;
    int run = 1;
    while (run < longest && places.record()[from + run] == places.record()[from] + run) {
      run++;
    }
    return run;
  }

  private void read(long record, int count) throws IOException {
    int bytes = (int) ((count - 1) * layout.stride()) + layout.recordBytes();
    if (raw.capacity() < bytes) {
      raw = ByteBuffer.allocate(bytes);
    }
    raw.clear().limit(bytes).order(file.order());
    file.fill(layout.offset() + record * layout.stride(), raw, "the spectra");
  }

  @Override
  public boolean endsInZeros() throws IOException {
    int last = IntStream.of(places.record()).max().orElse(0);
    byte[] value = new byte[layout.type().bytes()];
    long end = layout.offset() + last * layout.stride() + layout.recordBytes();
    file.fill(end - value.length, ByteBuffer.wrap(value), "the last value");
    return Arrays.equals(value, new byte[value.length]);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
