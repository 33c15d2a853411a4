package org.spectrastreams.formats.matlab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Data elements of a MAT-file, read from the first byte to the last of a stream. */
final class MatInput {
  /** A data element's type and length; {@code padding} bytes follow its data. */
  record Tag(int type, long bytes, int padding) {}

  private final Path file;
  private final String where;
  private final InputStream in;
  private final ByteOrder order;
  private long position;

  /**
   * Reads from a stream.
   *
   * @param where the stream in words, for errors
   * @param position the number of its first byte
   */
  MatInput(Path file, String where, InputStream in, ByteOrder order, long position) {
    this.file = file;
    this.where = where;
    this.in = in;
    this.order = order;
    this.position = position;
  }

  /** The number of the next byte. */
  long position() {
    return position;
  }

  ByteBuffer read(int count) throws IOException {
    byte[] bytes = new byte[count];
    int read;
    try {
      read = in.readNBytes(bytes, 0, count);
    } catch (EOFException e) {
      throw ended(count);
    } catch (ZipException e) {
      throw fault("damaged compressed data (" + e.getMessage() + ")", "a whole variable");
    }
    if (read < count) {
      throw ended(count);
    }
    position += count;
    return ByteBuffer.wrap(bytes).order(order);
  }

  void skip(long count) throws IOException {
    long left = count;
    try {
      while (left > 0) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          if (in.read() < 0) {
            throw ended(left);
          }
          skipped = 1;
        }
        left -= skipped;
        position += skipped;
      }
    } catch (EOFException e) {
      throw ended(left);
    } catch (ZipException e) {
      throw fault("damaged compressed data (" + e.getMessage() + ")", "a whole variable");
    }
  }

  /** Reads what is left, so that the check sum of compressed data is checked. */
  void toEnd() throws IOException {
    byte[] rest = new byte[1 << 12];
    try {
      int count;
      while ((count = in.read(rest)) >= 0) {
        position += count;
      }
    } catch (EOFException e) {
      throw ended(1);
    } catch (ZipException e) {
      throw fault("damaged compressed data (" + e.getMessage() + ")", "a whole variable");
    }
  }

  /** Reads a tag; short data may stand in the tag itself. */
  Tag tag() throws IOException {
    int word = read(4).getInt();
    int small = word >>> 16;
    if (small != 0) {
      if (small > 4) {
        throw fault("a short element of " + small + " bytes", "4 at most");
      }
      return new Tag(word & 0xFFFF, small, 4 - small);
    }
    long bytes = read(4).getInt() & 0xFFFF_FFFFL;
    return new Tag(word, bytes, (int) (-bytes & 7));
  }

  /** The data of an element that must be short. */
  ByteBuffer element(int type, int most, String what) throws IOException {
    Tag tag = tag();
    if (tag.type() != type || tag.bytes() > most) {
      throw fault(
          "an element of type " + tag.type() + " and " + tag.bytes() + " bytes",
          what + ": type " + type + " and at most " + most + " bytes");
    }
    ByteBuffer data = read((int) tag.bytes());
    skip(tag.padding());
    return data;
  }

  String text(int most, String what) throws IOException {
    ByteBuffer data = element(MatType.INT8, most, what);
    return StandardCharsets.ISO_8859_1.decode(data).toString().strip();
  }

  SpectrumFileException fault(String found, String expected) {
    return where.isEmpty()
        ? SpectrumFileException.atByte(file, position, found, expected)
        : SpectrumFileException.ofFile(
            file, found + " at byte " + position + " of " + where, expected);
  }

  private SpectrumFileException ended(long count) {
    return fault("the end of the " + (where.isEmpty() ? "file" : "data"), count + " more bytes");
  }
}
