package org.spectrastreams.formats.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** An open HDF5 file; whatever fails in it is a fault of the file that says what to do. */
final class Hdf implements AutoCloseable {
  /** Chunks are expanded whole, one at a time. */
  static final int MOST_CHUNK_BYTES = 64 << 20;

  private static final int LZF = 32000;
  private static final Set<Integer> FILTERS = Set.of(1, 2, 3, LZF);
  private static final int MOST_ATTRIBUTES = 256;
  private static final long LONGEST_ATTRIBUTE = 1 << 16;

  static {
    FilterManager.addFilter(new BoundedDeflate(MOST_CHUNK_BYTES));
  }

  private final Path path;
  private final HdfFile file;

  private Hdf(Path path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  static Hdf open(Path path) throws IOException {
    return new Hdf(path, guarded(path, "the file", () -> mapped(path)));
  }

  /**
   * Opens a file through its mapping, of which no damaged length can ask for more than there is;
   * what is too long for one mapping is read through a channel.
   */
  private static HdfFile mapped(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.size() > Integer.MAX_VALUE
          ? new HdfFile(path)
          : HdfFile.fromByteBuffer(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  Path path() {
    return path;
  }

  Group root() {
    return file;
  }

  /** Runs what touches the file. */
  <T> T guard(String what, Callable<T> reading) throws IOException {
    return guarded(path, what, reading);
  }

  private static <T> T guarded(Path path, String what, Callable<T> reading) throws IOException {
    try {
      return reading.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception | StackOverflowError | OutOfMemoryError | InternalError e) {
      // A library that meets damaged bytes may fail in any way.
      throw SpectrumFileException.ofFile(
          path,
          "damaged or unusual HDF5 in " + what + " (" + reason(e) + ")",
          "a file that h5dump reads: copy it again, or rewrite it with h5repack");
    }
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  /** The children of a group that stand in this file; links to elsewhere are not followed. */
  Map<String, Node> children(Group group) throws IOException {
    return guard(
        "a group",
        () -> {
          Map<String, Node> own = new LinkedHashMap<>();
          group
              .getChildren()
              .forEach(
                  (name, node) -> {
                    if (!node.isLink()) {
                      own.put(name, node);
                    }
                  });
          return own;
        });
  }

  /** The short attributes of a node as text, by their names in lower case. */
  Map<String, String> facts(Node node) throws IOException {
    return guard(
        "the attributes of " + node.getName(),
        () -> {
          Map<String, String> facts = new LinkedHashMap<>();
          for (Attribute attribute : node.getAttributes().values()) {
            if (facts.size() < MOST_ATTRIBUTES && attribute.getSizeInBytes() < LONGEST_ATTRIBUTE) {
              text(attribute)
                  .ifPresent(text -> facts.put(attribute.getName().toLowerCase(Locale.ROOT), text));
            }
          }
          return facts;
        });
  }

  private static Optional<String> text(Attribute attribute) {
    Object data;
    try {
      data = attribute.getData();
    } catch (RuntimeException e) {
      return Optional.empty(); // references and other kinds that are no text
    }
    while (data != null && data.getClass().isArray() && !(data instanceof byte[])) {
      data = Array.getLength(data) == 1 ? Array.get(data, 0) : null;
    }
    return Optional.ofNullable(data)
        .map(
            value ->
                value instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : String.valueOf(value))
        .map(value -> value.replace("\u0000", "").strip());
  }

  /** Checks that a data set's numbers can be read within bounds. */
  void requireReadable(Dataset dataset) throws IOException {
    String name = dataset.getPath();
    for (PipelineFilterWithData filter : guard(name, dataset::getFilters)) {
      int[] data = filter.getFilterData();
      boolean bounded =
          filter.getId() != LZF || (data.length > 2 && data[2] >= 0 && data[2] <= MOST_CHUNK_BYTES);
      if (!FILTERS.contains(filter.getId()) || !bounded) {
        throw SpectrumFileException.ofFile(
            path,
            "data set " + name + " packed by " + filter,
            "deflate, shuffle, fletcher32 or lzf: h5repack -f GZIP=4 FILE NEW");
      }
    }
    if (dataset instanceof ChunkedDataset chunked) {
      long bytes = guard(name, () -> dataset.getDataType().getSize());
      int[] sides = guard(name, chunked::getChunkDimensions);
      int rank = guard(name, () -> dataset.getDimensionsAsLong().length);
      if (sides.length != rank) {
        throw SpectrumFileException.ofFile(
            path,
            "data set " + name + " of " + rank + " sides in chunks of " + sides.length,
            "as many: the file is damaged, copy it again");
      }
      for (int side : sides) {
        bytes = side < 1 || bytes > MOST_CHUNK_BYTES ? Long.MAX_VALUE : bytes * side;
      }
      if (bytes > MOST_CHUNK_BYTES) {
        throw SpectrumFileException.ofFile(
            path,
            "data set " + name + " in chunks of more than " + MOST_CHUNK_BYTES + " bytes",
            "smaller ones: h5repack -l CHUNK=… FILE NEW");
      }
    }
  }

  /** The numbers of an array of any sides, the last side running fastest. */
  static void flatten(Object data, double[] into) {
    int written = flatten(data, into, 0);
    if (written != into.length) {
      throw new IllegalArgumentException(written + " numbers in place of " + into.length);
    }
  }

  private static int flatten(Object data, double[] into, int at) {
    int next = at;
    if (data instanceof float[] floats) {
      for (float value : floats) {
        into[next++] = value;
      }
    } else if (data instanceof double[] doubles) {
      System.arraycopy(doubles, 0, into, next, doubles.length);
      next += doubles.length;
    } else {
      int length = Array.getLength(data);
      boolean leaves = data.getClass().getComponentType().isPrimitive();
      for (int i = 0; i < length; i++) {
        if (leaves) {
          into[next++] = ((Number) Array.get(data, i)).doubleValue();
        } else {
          next = flatten(Array.get(data, i), into, next);
        }
      }
    }
    return next;
  }

  /** Whether a data set holds real numbers. */
  static boolean isNumeric(Dataset dataset) {
    Class<?> type = dataset.getJavaType();
    return Arrays.<Class<?>>asList(
            byte.class, short.class, int.class, long.class, float.class, double.class)
        .contains(type);
  }

  @Override
  public void close() {
    file.close();
  }
}
