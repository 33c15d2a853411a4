package org.spectrastreams.formats.matlab;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySpectra;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.arrays.StridedSpectra;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The variables of a MAT-file of level 5. What is not compressed is read where it stands; the
 * numbers of a compressed array of spectra are first expanded into a temporary file.
 */
final class MatFile implements ArrayFile {
  private static final int HEADER = 128;
  private static final int MOST_VARIABLES = 4096;
  private static final int MOST_RATIO = 400;
  private static final long ALWAYS_ALLOWED = 1 << 20;

  /**
   * An array and how to get at it.
   *
   * @param element where the variable's element begins in the file
   * @param length the element's length
   * @param compressed whether positions are counted in what it expands to
   */
  private record Entry(
      MatVariables.Located located, long element, long length, boolean compressed) {}

  private final Path path;
  private final ByteOrder order;
  private final List<Entry> entries = new ArrayList<>();

  private MatFile(Path path, ByteOrder order) {
    this.path = path;
    this.order = order;
  }

  static MatFile open(Path path) throws IOException {
    try (BinaryFile start = BinaryFile.open(path, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer header = start.read(0, HEADER, "the header of a MAT-file");
      short mark = header.getShort(126);
      ByteOrder order =
          switch (mark) {
            case 0x4D49 -> ByteOrder.LITTLE_ENDIAN;
            case 0x494D -> ByteOrder.BIG_ENDIAN;
            default ->
                throw start.error(126, "byte order " + Integer.toHexString(mark), "IM or MI");
          };
      MatFile file = new MatFile(path, order);
      file.list(start.size());
      return file;
    }
  }

  private void list(long size) throws IOException {
    long at = HEADER;
    int variables = 0;
    while (at < size) {
      MatInput.Tag tag;
      long data;
      try (SeekableByteChannel channel = Files.newByteChannel(path)) {
        MatInput in = plain(channel, at);
        tag = in.tag();
        data = in.position();
        if (tag.bytes() > size - data || ++variables > MOST_VARIABLES) {
          throw SpectrumFileException.atByte(
              path, at, "a variable of " + tag.bytes() + " bytes", "at most " + (size - data));
        }
        if (tag.type() == MatType.MATRIX) {
          for (MatVariables.Located located : MatVariables.of(in, tag, true)) {
            entries.add(new Entry(located, data, tag.bytes(), false));
          }
        }
      }
      if (tag.type() == MatType.COMPRESSED) {
        try (InputStream expanded = expanded(data, tag.bytes())) {
          MatInput in = compressed(expanded, data);
          for (MatVariables.Located located : MatVariables.of(in, in.tag(), false)) {
            entries.add(new Entry(located, data, tag.bytes(), true));
          }
        }
      }
      at = data + tag.bytes() + (tag.type() == MatType.COMPRESSED ? 0 : tag.padding());
    }
  }

  private MatInput plain(SeekableByteChannel channel, long at) throws IOException {
    channel.position(at);
    return new MatInput(path, "", Channels.newInputStream(channel), order, at);
  }

  private MatInput compressed(InputStream expanded, long element) {
    return new MatInput(path, "what byte " + element + " expands to", expanded, order, 0);
  }

  private InputStream expanded(long element, long length) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    channel.position(element);
    return new InflaterInputStream(new Bounded(Channels.newInputStream(channel), length));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<NumberArray> arrays() {
    return entries.stream().map(entry -> entry.located().array()).toList();
  }

  private Entry entry(NumberArray array) {
    return entries.stream()
        .filter(entry -> entry.located().array().equals(array))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public double[] values(NumberArray array) throws IOException {
    Entry entry = entry(array);
    int count = Math.toIntExact(array.count());
    try (InputStream expanded =
        entry.compressed()
            ? expanded(entry.element(), entry.length())
            : Files.newInputStream(path)) {
      MatInput in =
          entry.compressed()
              ? compressed(expanded, entry.element())
              : new MatInput(path, "", expanded, order, 0);
      in.skip(entry.located().position());
      ByteBuffer raw = in.read(count * entry.located().type().bytes());
      if (entry.compressed()) {
        in.toEnd();
      }
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = entry.located().type().read(raw, i);
      }
      return values;
    }
  }

  @Override
  public ArraySpectra spectra(NumberArray array, ArrayFrame frame) throws IOException {
    Entry entry = entry(array);
    if (!entry.compressed()) {
      return StridedSpectra.open(
          stored(entry, path, false, entry.located().position()), array, frame);
    }
    long bytes = array.count() * entry.located().type().bytes();
    if (bytes > ALWAYS_ALLOWED && bytes / MOST_RATIO > entry.length()) {
      throw SpectrumFileException.atByte(
          path,
          entry.element(),
          bytes + " bytes out of " + entry.length(),
          "at most " + MOST_RATIO + " times what they take in the file");
    }
    Path numbers = Files.createTempFile("matrix", ".bin");
    try {
      try (InputStream expanded = expanded(entry.element(), entry.length());
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(numbers), 1 << 16)) {
        MatInput in = compressed(expanded, entry.element());
        in.skip(entry.located().position());
        for (long left = bytes; left > 0; ) {
          int count = (int) Math.min(left, 1 << 16);
          out.write(in.read(count).array());
          left -= count;
        }
        in.toEnd();
      }
      return StridedSpectra.open(stored(entry, numbers, true, 0), array, frame);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(numbers);
      throw e;
    }
  }

  private StridedSpectra.Stored stored(Entry entry, Path data, boolean temporary, long offset) {
    return new StridedSpectra.Stored(
        path, data, temporary, offset, entry.located().type(), order, false);
  }

  @Override
  public boolean lastSideFastest() {
    return false;
  }

  @Override
  public void close() {
    // Nothing stays open: channels belong to what is read.
  }
}
