package org.spectrastreams.export.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes structs in Thrift's compact protocol, as the format has its headers and its footer: a
 * field is the distance of its number from the one before and its type, in a byte; numbers have as
 * many bytes as they need.
 */
final class CompactThrift {
  static final int INT32 = 5;
  static final int TEXT = 8;
  static final int STRUCT = 12;

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int INT8 = 3;
  private static final int INT64 = 6;
  private static final int LIST = 9;
  private static final int SHORT = 15;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** The number of the last field of each struct around this one. */
  private final Deque<Integer> around = new ArrayDeque<>();

  private int last;

  CompactThrift bool(int field, boolean value) {
    head(field, value ? TRUE : FALSE);
    return this;
  }

  CompactThrift int8(int field, int value) {
    head(field, INT8);
    bytes.write(value);
    return this;
  }

  CompactThrift int32(int field, int value) {
    head(field, INT32);
    return number(value);
  }

  CompactThrift int64(int field, long value) {
    head(field, INT64);
    return number(value);
  }

  CompactThrift text(int field, String value) {
    head(field, TEXT);
    return text(value);
  }

  /** Begins a field that is a struct; {@link #end} ends it. */
  CompactThrift struct(int field) {
    head(field, STRUCT);
    return element();
  }

  /** Begins a field that is a list; that many elements follow. */
  CompactThrift list(int field, int type, int size) {
    head(field, LIST);
    if (size < SHORT) {
      bytes.write(size << 4 | type);
    } else {
      bytes.write(SHORT << 4 | type);
      varint(size, bytes);
    }
    return this;
  }

  /** Begins an element of a list that is a struct; {@link #end} ends it. */
  CompactThrift element() {
    around.push(last);
    last = 0;
    return this;
  }

  /** An element of a list that is a number. */
  CompactThrift number(long value) {
    varint(value << 1 ^ value >> 63, bytes);
    return this;
  }

  /** An element of a list that is a text. */
  CompactThrift text(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    varint(text.length, bytes);
    bytes.writeBytes(text);
    return this;
  }

  /** Ends the struct that was begun last, or the outermost one. */
  CompactThrift end() {
    bytes.write(0);
    last = around.isEmpty() ? 0 : around.pop();
    return this;
  }

  int size() {
    return bytes.size();
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }

  private void head(int field, int type) {
    int step = field - last;
    if (step < 1 || step > SHORT) {
      throw new IllegalStateException("field " + field + " behind " + last);
    }
    bytes.write(step << 4 | type);
    last = field;
  }

  /** A number without a sign, seven bits a byte, the lowest first; the last has no eighth bit. */
  static void varint(long value, ByteArrayOutputStream out) {
    long left = value;
    while (left >>> 7 != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
