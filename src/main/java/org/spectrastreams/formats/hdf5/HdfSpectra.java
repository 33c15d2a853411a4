package org.spectrastreams.formats.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySpectra;

/**
 * Spectra of a data set, read a slice at a time: whole lines where they are short enough, and whole
 * chunks, which are expanded again for every slice that touches them.
 */
final class HdfSpectra implements ArraySpectra {
  private static final int PORTION_VALUES = 1 << 20;
  private static final int MOST_PORTION_VALUES = 1 << 23;

  private final Hdf hdf;
  private final Dataset dataset;
  private final ArrayFrame frame;
  private final boolean reversed;
  private final int rank;
  private final boolean sliced;
  private final int portion;
  private final Optional<HdfGaps> gaps;
  private double[] whole;

  HdfSpectra(Hdf hdf, Dataset dataset, ArrayFrame frame, boolean reversed) throws IOException {
    this.hdf = hdf;
    this.dataset = dataset;
    this.frame = frame;
    this.reversed = reversed;
    this.rank = hdf.guard("a data set", () -> dataset.getDimensionsAsLong().length);
    this.sliced = dataset instanceof ChunkedDataset || dataset instanceof ContiguousDataset;
    int[] chunk =
        dataset instanceof ChunkedDataset chunked
            ? hdf.guard("a data set", chunked::getChunkDimensions)
            : null;
    this.portion = portion(chunk);
    this.gaps =
        dataset instanceof ChunkedDataset chunked
            ? Optional.of(new HdfGaps(hdf, chunked))
            : Optional.empty();
  }

  private int side(int side) {
    return reversed ? rank - 1 - side : side;
  }

  private int portion(int[] chunk) {
    int fitting = Math.max(1, PORTION_VALUES / frame.pointCount());
    int most = Math.max(1, MOST_PORTION_VALUES / frame.pointCount());
    if (frame.inner() < 0) {
      return 1;
    }
    int along = chunk == null ? 1 : Math.max(1, chunk[side(frame.inner())]);
    if (frame.outer() < 0) {
      return aligned(fitting, along, most);
    }
    int width = frame.innerCount();
    int lines = chunk == null ? 1 : Math.max(1, chunk[side(frame.outer())]);
    return most / width > 0
        ? aligned(Math.max(1, fitting / width), lines, most / width) * width
        : aligned(Math.min(fitting, width), along, Math.min(most, width));
  }

  /** About {@code wanted}, a multiple of a chunk's side where that is not too much. */
  private static int aligned(int wanted, int chunk, int most) {
    return chunk > wanted ? Math.min(chunk, most) : wanted - wanted % chunk;
  }

  @Override
  public int portion() {
    return portion;
  }

  @Override
  public void read(long first, int count, float[] into) throws IOException {
    int width = frame.innerCount();
    int done = 0;
    while (done < count) {
      int inner = (int) ((first + done) % width);
      long outer = (first + done) / width;
      boolean lines = inner == 0 && count - done >= width && frame.outer() >= 0;
      int rows = lines ? (count - done) / width : 1;
      int columns = lines ? width : Math.min(count - done, width - inner);
      slice(outer, rows, inner, columns, into, done);
      done += rows * columns;
    }
  }

  private void slice(long outer, int rows, int inner, int columns, float[] into, int done)
      throws IOException {
    long[] offset = new long[rank];
    int[] sides = new int[rank];
    Arrays.fill(sides, 1);
    sides[side(frame.points())] = frame.pointCount();
    if (frame.inner() >= 0) {
      offset[side(frame.inner())] = inner;
      sides[side(frame.inner())] = columns;
    }
    if (frame.outer() >= 0) {
      offset[side(frame.outer())] = outer;
      sides[side(frame.outer())] = rows;
    }
    double[] values = values(offset, sides);
    long[] strides = strides(sides);
    int points = frame.pointCount();
    int pointStride = (int) strides[side(frame.points())];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int from = at(strides, frame.outer(), row) + at(strides, frame.inner(), column);
        int to = (done + row * columns + column) * points;
        for (int point = 0; point < points; point++) {
          into[to + point] = (float) values[from + point * pointStride];
        }
      }
    }
  }

  private int at(long[] strides, int side, int index) {
    return side < 0 ? 0 : (int) strides[side(side)] * index;
  }

  private static long[] strides(int[] sides) {
    long[] strides = new long[sides.length];
    long stride = 1;
    for (int i = sides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sides[i];
    }
    return strides;
  }

  private double[] values(long[] offset, int[] sides) throws IOException {
    long count = 1;
    for (int side : sides) {
      count *= side;
    }
    double[] values = new double[Math.toIntExact(count)];
    hdf.guard(
        "a data set",
        () -> {
          if (sliced) {
            Hdf.flatten(dataset.getData(offset, sides), values);
          } else {
            fromWhole(offset, sides, values);
          }
          return values;
        });
    if (gaps.isPresent()) {
      gaps.get().mark(offset, sides, values);
    }
    return values;
  }

  /** A slice of a data set that is so small that the file keeps it beside its description. */
  private void fromWhole(long[] offset, int[] sides, double[] values) {
    long[] dimensions = dataset.getDimensionsAsLong();
    int[] all = new int[rank];
    for (int i = 0; i < rank; i++) {
      all[i] = (int) dimensions[i];
    }
    long[] strides = strides(all);
    if (whole == null) {
      whole = new double[Math.toIntExact(dataset.getSize())];
      Hdf.flatten(dataset.getData(), whole);
    }
    long[] sliceStrides = strides(sides);
    for (int i = 0; i < values.length; i++) {
      long from = 0;
      for (int side = 0; side < rank; side++) {
        from += (offset[side] + i / sliceStrides[side] % sides[side]) * strides[side];
      }
      values[i] = whole[(int) from];
    }
  }

  @Override
  public Optional<String> note() throws IOException {
    return gaps.isPresent() ? gaps.get().note() : Optional.empty();
  }

  @Override
  public void close() {
    // The file is closed by the source, after this.
  }
}
