package org.spectrastreams.stream.score;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as results carry them: little-endian, without a copy. */
final class Packed {
  private Packed() {}

  /** Room for so many bytes, to be filled in order. */
  static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What {@link #room} was filled with; the caller gives it up. */
  static ByteString of(ByteBuffer filled) {
    return UnsafeByteOperations.unsafeWrap(filled.flip());
  }

  /** Bytes that the caller gives up. */
  static ByteString of(byte[] values) {
    return UnsafeByteOperations.unsafeWrap(values);
  }

  /** The first {@code count} of {@code values} as float32. */
  static ByteString of(float[] values, int count) {
    ByteBuffer bytes = room(count * Float.BYTES);
    bytes.asFloatBuffer().put(values, 0, count);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
