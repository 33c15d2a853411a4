package org.spectrastreams.formats.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.arrays.NumberType;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * What stands before the values: the magic number, a version, the length of a Python dictionary,
 * and it.
 *
 * @param type how a value is stored
 * @param order the byte order of values
 * @param fortran whether the first side runs fastest, not the last one
 * @param shape the sides of the array
 * @param dataOffset where the values begin
 */
record NumpyHeader(
    NumberType type, ByteOrder order, boolean fortran, long[] shape, long dataOffset) {
  /** How much of a file must be looked at. */
  static final int LONGEST = 12 + (64 << 10);

  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{1,3})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  /**
   * Reads the beginning of a saved array.
   *
   * @param path the file that a fault is reported of
   * @param head its first bytes, {@link #LONGEST} where it has so many
   */
  static NumpyHeader of(Path path, byte[] head) throws SpectrumFileException {
    if (head.length < 12 || head[0] != (byte) 0x93 || head[1] != 'N') {
      throw SpectrumFileException.atByte(
          path, 0, head.length + " bytes", "the magic number and a version");
    }
    ByteBuffer start = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int version = start.get(6);
    if (version < 1 || version > 3) {
      throw SpectrumFileException.atByte(path, 6, "version " + version, "1, 2 or 3");
    }
    int from = version == 1 ? 10 : 12;
    int length = version == 1 ? start.getShort(8) & 0xFFFF : start.getInt(8);
    if (length < 0 || length > LONGEST - 12 || from + length > head.length) {
      throw SpectrumFileException.atByte(
          path, 8, "a header of " + length + " bytes", "at most " + (head.length - from));
    }
    String text = new String(head, from, length, StandardCharsets.ISO_8859_1);
    return of(path, text, from + (long) length);
  }

  private static NumpyHeader of(Path path, String text, long dataOffset)
      throws SpectrumFileException {
    Matcher descr = DESCR.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !fortran.find() || !shape.find()) {
      throw SpectrumFileException.ofFile(
          path, text, "one plain array: 'descr', 'fortran_order' and 'shape'");
    }
    NumberType type =
        switch (descr.group(2) + descr.group(3)) {
          case "f4" -> NumberType.FLOAT32;
          case "f8" -> NumberType.FLOAT64;
          case "i1" -> NumberType.INT8;
          case "u1" -> NumberType.UINT8;
          case "i2" -> NumberType.INT16;
          case "u2" -> NumberType.UINT16;
          case "i4" -> NumberType.INT32;
          case "u4" -> NumberType.UINT32;
          case "i8" -> NumberType.INT64;
          case "u8" -> NumberType.UINT64;
          default ->
              throw SpectrumFileException.ofFile(
                  path,
                  "values of type " + descr.group(2) + descr.group(3),
                  "real numbers (f4, f8, i1 to u8): numpy.save(file, array.astype(\"float32\"))");
        };
    long[] sides;
    try {
      sides =
          Arrays.stream(shape.group(1).split(","))
              .map(String::strip)
              .filter(side -> !side.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
    } catch (NumberFormatException e) {
      throw SpectrumFileException.ofFile(path, "shape (" + shape.group(1) + ")", "whole numbers");
    }
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NumpyHeader(type, order, fortran.group(1).equals("True"), sides, dataOffset);
  }
}
