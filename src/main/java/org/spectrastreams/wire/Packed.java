package org.spectrastreams.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The arrays of numbers in the wire's {@code bytes} fields: little-endian, without padding. Here
 * and nowhere else they are packed and read. Thread-safe; what it gives is the caller's own unless
 * said otherwise.
 */
public final class Packed {
  private Packed() {}

  /** Float32. */
  public static ByteString floats(float[] values) {
    return floats(values, values.length);
  }

  /** The first {@code count} values as float32. */
  public static ByteString floats(float[] values, int count) {
    ByteBuffer bytes = over(new byte[count * Float.BYTES]);
    bytes.asFloatBuffer().put(values, 0, count);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** An axis as float32, in its own unit. */
  public static ByteString floats(SpectralAxis axis) {
    float[] values = new float[axis.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) axis.at(i);
    }
    return floats(values);
  }

  /** Float64. */
  public static ByteString doubles(double[] values) {
    ByteBuffer bytes = over(new byte[values.length * Double.BYTES]);
    bytes.asDoubleBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Uint16. */
  public static ByteString shorts(short[] values) {
    ByteBuffer bytes = over(new byte[values.length * Short.BYTES]);
    bytes.asShortBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Uint8; the array becomes part of the field and must not be written to again. */
  public static ByteString bytes(byte[] owned) {
    return UnsafeByteOperations.unsafeWrap(owned);
  }

  /** All values of a float32 field; a rest of fewer than four bytes is left out. */
  public static float[] floats(ByteString field) {
    float[] values = new float[field.size() / Float.BYTES];
    over(field).asFloatBuffer().get(values);
    return values;
  }

  /** {@code count} float32 values from byte {@code offset} of a record. */
  public static float[] floats(byte[] record, int offset, int count) {
    float[] values = new float[count];
    slice(record, offset, count * Float.BYTES).asFloatBuffer().get(values);
    return values;
  }

  /** {@code count} float64 values from byte {@code offset} of a record. */
  public static double[] doubles(byte[] record, int offset, int count) {
    double[] values = new double[count];
    slice(record, offset, count * Double.BYTES).asDoubleBuffer().get(values);
    return values;
  }

  private static ByteBuffer slice(byte[] record, int offset, int length) {
    return ByteBuffer.wrap(record, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A view to read and write values in place, by byte offset from 0. */
  public static ByteBuffer over(byte[] shared) {
    return ByteBuffer.wrap(shared).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A view to read a field's values in place, by byte offset from 0. */
  public static ByteBuffer over(ByteString field) {
    return field.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A digest of a message, to tell it from others. */
  public static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
