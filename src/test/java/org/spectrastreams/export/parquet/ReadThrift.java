package org.spectrastreams.export.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A struct of Thrift's compact protocol, whatever its fields are, by the protocol's description
 * (thrift-compact-protocol.md). Whole numbers are longs, binaries texts.
 */
record ReadThrift(Map<Integer, Object> fields) {
  /** Reads one from where the buffer stands, which is behind it then. */
  static ReadThrift of(ByteBuffer in) {
    Map<Integer, Object> fields = new TreeMap<>();
    int id = 0;
    while (true) {
      int head = in.get() & 0xff;
      if (head == 0) {
        return new ReadThrift(fields);
      }
      id = head >> 4 == 0 ? (int) zigzag(in) : id + (head >> 4);
      int type = head & 15;
      Object before = fields.put(id, type <= 2 ? (Object) (type == 1) : value(type, in));
      if (before != null) {
        throw new IllegalStateException("field " + id + " twice");
      }
    }
  }

  long number(int id) {
    return (Long) fields.get(id);
  }

  String text(int id) {
    return (String) fields.get(id);
  }

  ReadThrift struct(int id) {
    return (ReadThrift) fields.get(id);
  }

  List<?> list(int id) {
    return (List<?>) fields.get(id);
  }

  List<ReadThrift> structs(int id) {
    return list(id).stream().map(ReadThrift.class::cast).toList();
  }

  private static Object value(int type, ByteBuffer in) {
    return switch (type) {
      case 3 -> (long) in.get();
      case 4, 5, 6 -> zigzag(in);
      case 8 -> {
        byte[] bytes = new byte[(int) unsigned(in)];
        in.get(bytes);
        yield new String(bytes, StandardCharsets.UTF_8);
      }
      case 9 -> {
        int head = in.get() & 0xff;
        long size = head >> 4 == 15 ? unsigned(in) : head >> 4;
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
          list.add(value(head & 15, in));
        }
        yield list;
      }
      case 12 -> of(in);
      default -> throw new IllegalStateException("type " + type);
    };
  }

  static long unsigned(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static long zigzag(ByteBuffer in) {
    long value = unsigned(in);
    return (value >>> 1) ^ -(value & 1);
  }
}
