package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * What stands before the values: the magic number, a version, the length of a Python dictionary,
 * and it.
 *
 * @param type how a value is stored
 * @param order the byte order of values
 * @param shape the sides of the array, the last one running fastest
 * @param dataOffset where the values begin
 */
record NumpyHeader(RecordLayout.Value type, ByteOrder order, int[] shape, long dataOffset) {
  private static final int LONGEST = 64 << 10;
  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{1,3})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  static NumpyHeader read(Path path) throws IOException {
    try (BinaryFile file = BinaryFile.open(path, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer start = file.read(0, 12, "the magic number and a version");
      int version = start.get(6);
      if (version < 1 || version > 3) {
        throw file.error(6, "version " + version, "1, 2 or 3");
      }
      int lengthBytes = version == 1 ? 2 : 4;
      int length = version == 1 ? start.getShort(8) & 0xFFFF : start.getInt(8);
      if (length < 0 || length > LONGEST) {
        throw file.error(8, "a header of " + length + " bytes", "at most " + LONGEST);
      }
      long from = 8L + lengthBytes;
      byte[] header = new byte[length];
      file.read(from, length, "the header").get(header);
      String text = new String(header, StandardCharsets.ISO_8859_1);
      return of(path, text, from + length);
    }
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
    if (fortran.group(1).equals("True")) {
      throw SpectrumFileException.ofFile(
          path,
          "values in Fortran's order",
          "in C's: numpy.save(file, numpy.ascontiguousarray(array))");
    }
    RecordLayout.Value type =
        switch (descr.group(2) + descr.group(3)) {
          case "f4" -> RecordLayout.Value.FLOAT32;
          case "f8" -> RecordLayout.Value.FLOAT64;
          case "i2" -> RecordLayout.Value.INT16;
          case "i4" -> RecordLayout.Value.INT32;
          default ->
              throw SpectrumFileException.ofFile(
                  path,
                  "values of type " + descr.group(2) + descr.group(3),
                  "f4, f8, i2 or i4: numpy.save(file, array.astype(\"float32\"))");
        };
    int[] sides;
    try {
      sides =
          Arrays.stream(shape.group(1).split(","))
              .map(String::strip)
              .filter(side -> !side.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
    } catch (NumberFormatException e) {
      throw SpectrumFileException.ofFile(path, "shape (" + shape.group(1) + ")", "whole numbers");
    }
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NumpyHeader(type, order, sides, dataOffset);
  }
}
