package org.spectrastreams.formats.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The chunks of a data set that were never written, as where a measurement was stopped. HDF5 says a
 * fill value for them, zero unless the writer chose another, which nobody measured: here they are
 * not a number.
 */
final class HdfGaps {
  /** Up to how many chunks they are counted when a file is opened. */
  private static final long MOST_COUNTED = 1 << 16;

  private final Hdf hdf;
  private final ChunkedDataset dataset;
  private final int[] chunk;
  private final long[] sides;

  /**
   * Whether chunks behind one that is missing may not be found, as in the library's reading of
   * fixed and extensible arrays of chunks; trees of chunks, the earlier layout and that of data
   * sets with two sides that can grow, are read well.
   */
  private final boolean mayBeLost;

  HdfGaps(Hdf hdf, ChunkedDataset dataset) throws IOException {
    this.hdf = hdf;
    this.dataset = dataset;
    this.chunk = hdf.guard("a data set", dataset::getChunkDimensions);
    this.sides = hdf.guard("a data set", dataset::getDimensionsAsLong);
    long[] most = hdf.guard("a data set", dataset::getMaxSize);
    this.mayBeLost =
        dataset instanceof ChunkedDatasetV4
            && Arrays.stream(most).filter(side -> side < 0).count() < 2;
  }

  /**
   * Makes what was never written of a slice not a number.
   *
   * @param offset where the slice begins
   * @param size its sides
   * @param values the slice as it was read, the last side running fastest
   */
  void mark(long[] offset, int[] size, double[] values) throws IOException {
    long[] first = new long[chunk.length];
    long[] last = new long[chunk.length];
    for (int i = 0; i < chunk.length; i++) {
      first[i] = offset[i] / chunk[i];
      last[i] = (offset[i] + size[i] - 1) / chunk[i];
    }
    long[] at = first.clone();
    do {
      if (isMissing(at)) {
        fill(at, offset, size, values, 0, 0);
      }
    } while (next(at, first, last));
  }

  /**
   * What to say of them; empty where there are none. Many chunks are not counted, nor are those of
   * a file that is too long for one mapping, where to ask for one maps it.
   */
  Optional<String> note() throws IOException {
    long chunks = 1;
    long[] last = new long[chunk.length];
    for (int i = 0; i < chunk.length; i++) {
      last[i] = (sides[i] - 1) / chunk[i];
      chunks = chunks > MOST_COUNTED ? chunks : chunks * (last[i] + 1);
    }
    if (chunks > MOST_COUNTED || Files.size(hdf.path()) > Integer.MAX_VALUE) {
      return Optional.of(
          "whether all chunks of the data set were written was not looked at: values of those that"
              + " were not are not a number");
    }
    long missing = 0;
    long[] at = new long[chunk.length];
    do {
      missing += isMissing(at) ? 1 : 0;
    } while (next(at, new long[chunk.length], last));
    return missing == 0
        ? Optional.empty()
        : Optional.of(
            missing
                + " of "
                + chunks
                + " chunks of the data set were never written: their values are not a number");
  }

  /** The next chunk between two corners; false behind the last. */
  private static boolean next(long[] at, long[] first, long[] last) {
    for (int i = at.length - 1; i >= 0; i--) {
      if (at[i] < last[i]) {
        at[i]++;
        return true;
      }
      at[i] = first[i];
    }
    return false;
  }

  private boolean isMissing(long[] at) throws IOException {
    boolean missing = !isThere(at);
    if (missing && mayBeLost) {
      throw SpectrumFileException.ofFile(
          hdf.path(),
          "data set "
              + dataset.getPath()
              + " in the layout of HDF5 1.10 and later, with chunks that were never written",
          "all of them written, or the earlier layout: h5py.File(file, \"w\", libver=\"earliest\")");
    }
    return missing;
  }

  private boolean isThere(long[] at) throws IOException {
    int[] start = new int[at.length];
    for (int i = 0; i < at.length; i++) {
      start[i] = Math.toIntExact(at[i] * chunk[i]);
    }
    return hdf.guard(
        "a data set",
        () -> {
          try {
            dataset.getRawChunkBuffer(start);
            return true;
          } catch (HdfException e) {
            if (e.getCause() != null) {
              throw e; // it is there, and cannot be read
            }
            return false; // there is no question to ask in advance
          }
        });
  }

  private void fill(long[] at, long[] offset, int[] size, double[] values, int side, int from) {
    long start = Math.max(0, at[side] * chunk[side] - offset[side]);
    long end = Math.min(size[side], (at[side] + 1) * chunk[side] - offset[side]);
    int stride = 1;
    for (int i = side + 1; i < size.length; i++) {
      stride *= size[i];
    }
    if (side == size.length - 1) {
      Arrays.fill(values, from + (int) start, from + (int) end, Double.NaN);
      return;
    }
    for (long i = start; i < end; i++) {
      fill(at, offset, size, values, side + 1, from + (int) i * stride);
    }
  }
}
