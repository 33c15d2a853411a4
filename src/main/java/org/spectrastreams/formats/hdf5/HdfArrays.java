package org.spectrastreams.formats.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySpectra;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The numeric data sets of an HDF5 file, as arrays; MATLAB's with their sides as MATLAB has them.
 */
final class HdfArrays implements ArrayFile {
  private static final int DEEPEST = 16;
  private static final int MOST = 4096;
  private static final long MOST_RATIO = 400;
  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final Hdf hdf;
  private final boolean matlab;
  private final Map<NumberArray, Dataset> datasets = new LinkedHashMap<>();
  private final Set<Long> visited = new HashSet<>();

  private HdfArrays(Hdf hdf, boolean matlab) {
    this.hdf = hdf;
    this.matlab = matlab;
  }

  /** The arrays of an open file, which is closed with them. */
  static HdfArrays of(Hdf hdf, boolean matlab) throws IOException {
    HdfArrays arrays = new HdfArrays(hdf, matlab);
    arrays.collect(hdf.root(), "", 0);
    return arrays;
  }

  private void collect(Group group, String prefix, int depth) throws IOException {
    if (depth > DEEPEST || datasets.size() > MOST) {
      throw SpectrumFileException.ofFile(
          hdf.path(), "groups within groups, or too many data sets", "fewer than " + MOST);
    }
    for (Map.Entry<String, Node> child : hdf.children(group).entrySet()) {
      Node node = child.getValue();
      if (child.getKey().startsWith("#") || !visited.add(hdf.guard("a node", node::getAddress))) {
        continue; // MATLAB's cells, which only references name
      }
      if (node instanceof Group inner) {
        collect(inner, prefix + child.getKey() + (matlab ? "." : "/"), depth + 1);
      } else if (node instanceof Dataset dataset) {
        add(dataset, prefix + child.getKey());
      }
    }
  }

  private void add(Dataset dataset, String name) throws IOException {
    boolean numeric =
        hdf.guard(
            name,
            () ->
                !dataset.isCompound()
                    && !dataset.isVariableLength()
                    && !dataset.isEmpty()
                    && !dataset.isScalar()
                    && Hdf.isNumeric(dataset));
    if (!numeric) {
      return;
    }
    Map<String, String> facts = hdf.facts(dataset);
    String matlabClass = facts.getOrDefault("matlab_class", "double");
    if (!matlabClass.matches("double|single|u?int(8|16|32|64)")) {
      return; // texts and logical values
    }
    long[] shape = hdf.guard(name, dataset::getDimensionsAsLong);
    datasets.put(new NumberArray(name, matlab ? reversed(shape) : shape.clone(), facts), dataset);
  }

  private static long[] reversed(long[] shape) {
    long[] reversed = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }

  @Override
  public Path path() {
    return hdf.path();
  }

  @Override
  public List<NumberArray> arrays() {
    return new ArrayList<>(datasets.keySet());
  }

  @Override
  public double[] values(NumberArray array) throws IOException {
    Dataset dataset = datasets.get(array);
    requireStored(array, dataset);
    double[] values = new double[Math.toIntExact(array.count())];
    hdf.guard(
        array.name(),
        () -> {
          Hdf.flatten(dataset.getData(), values);
          return values;
        });
    if (dataset instanceof ChunkedDataset chunked) {
      int[] sides = hdf.guard(array.name(), dataset::getDimensions);
      new HdfGaps(hdf, chunked).mark(new long[sides.length], sides, values);
    }
    return values;
  }

  @Override
  public ArraySpectra spectra(NumberArray array, ArrayFrame frame) throws IOException {
    Dataset dataset = datasets.get(array);
    requireStored(array, dataset);
    return new HdfSpectra(hdf, dataset, frame, matlab);
  }

  /** Checks that what a data set claims to hold can be in the file. */
  private void requireStored(NumberArray array, Dataset dataset) throws IOException {
    hdf.requireReadable(dataset);
    long stored = hdf.guard(array.name(), dataset::getStorageInBytes);
    long bytes = array.count();
    if (bytes > ALWAYS_ALLOWED && bytes / MOST_RATIO > stored) {
      throw SpectrumFileException.ofFile(
          hdf.path(),
          array + " in " + stored + " bytes",
          "at least a byte for " + MOST_RATIO + " numbers");
    }
  }

  @Override
  public boolean lastSideFastest() {
    return !matlab;
  }

  @Override
  public void close() {
    hdf.close();
  }
}
