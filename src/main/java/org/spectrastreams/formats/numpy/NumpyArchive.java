package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySpectra;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.arrays.StridedSpectra;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.zip.Archive;

/**
 * The arrays of an archive that NumPy saved ({@code .npz}). That of the spectra is written to a
 * temporary file first, since an archive is read from front to back.
 */
final class NumpyArchive implements ArrayFile {
  private static final long LONGEST = 64L << 30;

  private record Entry(String name, NumpyHeader header) {}

  private final Path path;
  private final Archive archive;
  private final Map<NumberArray, Entry> entries = new LinkedHashMap<>();

  private NumpyArchive(Path path, Archive archive) {
    this.path = path;
    this.archive = archive;
  }

  static NumpyArchive open(Path path) throws IOException {
    Archive archive = Archive.open(path);
    NumpyArchive arrays = new NumpyArchive(path, archive);
    try {
      arrays.list();
      return arrays;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private void list() throws IOException {
    for (String name : archive.names()) {
      try (InputStream in = archive.read(name, LONGEST).orElse(InputStream.nullInputStream())) {
        byte[] head = in.readNBytes(NumpyHeader.LONGEST);
        NumpyHeader header;
        try {
          header = NumpyHeader.of(path, head);
        } catch (SpectrumFileException e) {
          continue; // texts and objects, which are no spectra
        }
        String array = name.replaceFirst("\\.npy$", "");
        entries.put(new NumberArray(array, header.shape(), Map.of()), new Entry(name, header));
      }
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<NumberArray> arrays() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public double[] values(NumberArray array) throws IOException {
    Entry entry = entries.get(array);
    try (InputStream in = archive.read(entry.name(), LONGEST).orElseThrow()) {
      in.skipNBytes(entry.header().dataOffset());
      double[] values = NumpyFile.values(in, entry.header(), Math.toIntExact(array.count()), path);
      requireEnd(in, array);
      return values;
    }
  }

  private void requireEnd(InputStream in, NumberArray array) throws IOException {
    if (in.read() >= 0) {
      throw SpectrumFileException.ofFile(path, "more values than " + array + " has", "its end");
    }
  }

  @Override
  public ArraySpectra spectra(NumberArray array, ArrayFrame frame) throws IOException {
    Entry entry = entries.get(array);
    Path numbers = Files.createTempFile("array", ".bin");
    try {
      try (InputStream in = archive.read(entry.name(), LONGEST).orElseThrow()) {
        Files.copy(in, numbers, StandardCopyOption.REPLACE_EXISTING);
      }
      NumpyHeader header = entry.header();
      return StridedSpectra.open(
          new StridedSpectra.Stored(
              path,
              numbers,
              true,
              header.dataOffset(),
              header.type(),
              header.order(),
              !header.fortran()),
          array,
          frame);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(numbers);
      throw e;
    }
  }

  @Override
  public boolean lastSideFastest() {
    return entries.values().stream().noneMatch(entry -> entry.header().fortran());
  }

  @Override
  public boolean spectraAreRows() {
    return true;
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
