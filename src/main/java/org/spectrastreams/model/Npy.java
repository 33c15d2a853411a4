package org.spectrastreams.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.model.engine.EngineException;

/**
 * An array of float32 values in NumPy's file format, version 1.0, little-endian, C order: what
 * {@code numpy.load} and {@code numpy.save} read and write.
 *
 * @param shape the length of every dimension, at least one
 * @param values row-major
 */
public record Npy(int[] shape, float[] values) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9]+(?:, ?[0-9]+)*),?\\),?"
              + " *\\} *\\n");

  /** Checks that the shape holds the values. */
  public Npy {
    if (shape.length == 0 || size(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for an array of shape " + Arrays.toString(shape));
    }
  }

  /** The length of dimension {@code d}. */
  public int length(int d) {
    return shape[d];
  }

  /** The file's bytes; equal arrays give equal bytes. */
  public byte[] toBytes() {
    StringBuilder header = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': (");
    for (int length : shape) {
      header.append(length).append(", ");
    }
    header.setLength(header.length() - (shape.length == 1 ? 1 : 2));
    header.append("), }");
    while ((MAGIC.length + Short.BYTES + header.length() + 1) % ALIGNMENT != 0) {
      header.append(' ');
    }
    byte[] text = header.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer body =
        ByteBuffer.allocate(Short.BYTES + text.length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) text.length)
            .put(text);
    body.asFloatBuffer().put(values);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    out.writeBytes(body.array());
    return out.toByteArray();
  }

  /**
   * Reads a file that must have a certain shape.
   *
   * @param name the file's name, for messages
   * @param expected the length of every dimension; −1 where any will do
   * @throws EngineException if it is no such file, or of another type or shape
   */
  public static Npy read(String name, byte[] file, int... expected) {
    int prefix = MAGIC.length + Short.BYTES;
    if (file.length < prefix || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new EngineException(name + " is no NumPy file of version 1.0");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = Short.toUnsignedInt(bytes.getShort(MAGIC.length));
    if (length > file.length - prefix) {
      throw new EngineException(
          name + " ends within its header: " + file.length + " bytes, header of " + length);
    }
    String header = new String(file, prefix, length, StandardCharsets.US_ASCII);
    Matcher found = HEADER.matcher(header);
    if (!found.matches()) {
      throw new EngineException(
          name
              + " has the header '"
              + header.strip()
              + "'; expected float32 ('<f4') in C order with one dimension or more");
    }
    String[] lengths = found.group(1).split(", ?", -1);
    long size = 1;
    boolean fits = lengths.length == expected.length;
    int[] shape = new int[lengths.length];
    for (int d = 0; d < lengths.length && size <= Integer.MAX_VALUE; d++) {
      shape[d] = lengths[d].length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(lengths[d]);
      size *= shape[d];
      fits &= d < expected.length && (expected[d] < 0 || expected[d] == shape[d]);
    }
    if (!fits) {
      throw new EngineException(
          name
              + " is an array of "
              + found.group(1)
              + "; expected "
              + Arrays.toString(expected)
              + " (−1: any)");
    }
    if (size * Float.BYTES != file.length - prefix - length) {
      throw new EngineException(
          name
              + " holds "
              + (file.length - prefix - length)
              + " bytes of values; expected "
              + size * Float.BYTES
              + " for an array of "
              + found.group(1));
    }
    float[] values = new float[(int) size];
    bytes
        .position(prefix + length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return new Npy(shape, values);
  }

  private static long size(int[] shape) {
    long size = 1;
    for (int length : shape) {
      size *= length;
    }
    return size;
  }
}
