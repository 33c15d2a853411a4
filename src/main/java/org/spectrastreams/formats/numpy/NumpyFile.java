package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySpectra;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.arrays.StridedSpectra;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** One array that NumPy saved ({@code .npy}). */
final class NumpyFile implements ArrayFile {
  private final Path path;
  private final NumpyHeader header;
  private final NumberArray array;

  private NumpyFile(Path path, NumpyHeader header) {
    this.path = path;
    this.header = header;
    this.array = new NumberArray("array", header.shape(), Map.of());
  }

  /**
   * Opens an array.
   *
   * @throws SpectrumFileException if it cannot be one of spectra, or the file has another length
   */
  static NumpyFile open(Path path) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(NumpyHeader.LONGEST);
    }
    NumpyHeader header = NumpyHeader.of(path, head);
    long[] shape = header.shape();
    if (shape.length < 1 || shape.length > 3 || Arrays.stream(shape).anyMatch(side -> side < 1)) {
      throw SpectrumFileException.ofFile(
          path,
          "an array of the sides " + Arrays.toString(shape),
          "(points), (spectra, points) or (lines, columns, points)");
    }
    NumpyFile file = new NumpyFile(path, header);
    long size = Files.size(path);
    long count = file.array.count();
    if (count > size || header.dataOffset() + count * header.type().bytes() != size) {
      throw SpectrumFileException.atByte(
          path,
          Math.min(size, header.dataOffset()),
          size + " bytes in the file",
          "a whole array of the sides " + Arrays.toString(shape));
    }
    return file;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<NumberArray> arrays() {
    return List.of(array);
  }

  @Override
  public double[] values(NumberArray asked) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(header.dataOffset());
      return values(in, header, Math.toIntExact(array.count()), path);
    }
  }

  static double[] values(InputStream in, NumpyHeader header, int count, Path path)
      throws IOException {
    byte[] bytes = in.readNBytes(count * header.type().bytes());
    if (bytes.length < count * header.type().bytes()) {
      throw SpectrumFileException.ofFile(path, "an array that ends early", count + " values");
    }
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(header.order());
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = header.type().read(raw, i);
    }
    return values;
  }

  @Override
  public ArraySpectra spectra(NumberArray asked, ArrayFrame frame) throws IOException {
    return StridedSpectra.open(
        new StridedSpectra.Stored(
            path,
            path,
            false,
            header.dataOffset(),
            header.type(),
            header.order(),
            !header.fortran()),
        array,
        frame);
  }

  @Override
  public boolean lastSideFastest() {
    return !header.fortran();
  }

  @Override
  public boolean spectraAreRows() {
    return true;
  }

  @Override
  public void close() {
    // Nothing stays open: the channel belongs to the spectra.
  }
}
