package org.spectrastreams.wire.block;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * Reads the fields of one record by hand: every length is checked against what is left of the
 * record before anything is made of it. For one thread.
 */
final class FieldReader {
  /** Grows to a cap, then refuses. */
  static final class Numbers {
    private final int most;
    private int[] values = {};
    private int size;

    Numbers(int most) {
      this.most = most;
    }

    void add(int value) throws RejectedRecordException {
      if (size == most) {
        throw new RejectedRecordException(
            RejectReason.TOO_MANY_SPECTRA,
            "the block has more than " + most + " spectra: send fewer a block");
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(64, size * 2));
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    int at(int index) {
      return values[index];
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  private final byte[] value;
  final CodedInputStream in;

  FieldReader(byte[] value) {
    this.value = value;
    this.in = CodedInputStream.newInstance(value);
  }

  byte[] value() {
    return value;
  }

  /** Reads the length of a field and checks that the record has so much left. */
  int length(String field) throws IOException, RejectedRecordException {
    int length = in.readRawVarint32();
    int left = value.length - in.getTotalBytesRead();
    if (length < 0 || length > left) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED,
          field
              + " claims "
              + Integer.toUnsignedString(length)
              + " bytes at byte "
              + in.getTotalBytesRead()
              + "; the record has "
              + left
              + " left");
    }
    return length;
  }

  /** Passes over so many bytes and says where they began. */
  int skip(int length) throws IOException {
    int offset = in.getTotalBytesRead();
    in.skipRawBytes(length);
    return offset;
  }

  String text(String field, int longest) throws IOException, RejectedRecordException {
    int length = length(field);
    if (length > longest) {
      throw new RejectedRecordException(
          RejectReason.TEXT_TOO_LONG,
          field + " has " + length + " bytes; expected at most " + longest);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value, skip(length), length))
          .toString();
    } catch (CharacterCodingException noText) {
      throw new RejectedRecordException(RejectReason.MALFORMED, field + " is no UTF-8 text");
    }
  }

  void packed(String field, Numbers into) throws IOException, RejectedRecordException {
    int end = in.pushLimit(length(field));
    while (in.getBytesUntilLimit() > 0) {
      into.add(in.readUInt32());
    }
    in.popLimit(end);
  }

  /** Passes over a field that is not known; a known one of another wire type is refused. */
  void other(int tag, int lastKnown, String message) throws IOException, RejectedRecordException {
    int field = WireFormat.getTagFieldNumber(tag);
    if (field <= lastKnown) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED,
          "field " + field + message + " has wire type " + WireFormat.getTagWireType(tag));
    }
    in.skipField(tag);
  }
}
