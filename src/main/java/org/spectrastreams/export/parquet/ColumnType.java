package org.spectrastreams.export.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;

/**
 * What the values of a column are: how the format stores them (its enum {@code Type}) and what it
 * says they mean ({@code ConvertedType} for older readers, {@code LogicalType} for newer ones). A
 * value that a type cannot hold to its last digit is refused.
 */
public enum ColumnType {
  /** Text in UTF-8. */
  TEXT(6, 0) {
    @Override
    boolean holds(JsonNode value) {
      return value.isTextual();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.text(value.textValue());
    }

    @Override
    void describe(CompactThrift union) {
      union.struct(1).end();
    }
  },
  /** A number of single precision. */
  FLOAT32(4) {
    @Override
    boolean holds(JsonNode value) {
      return value.isFloat();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.int32(Float.floatToRawIntBits(value.floatValue()));
    }
  },
  /** A number of double precision. */
  FLOAT64(5) {
    @Override
    boolean holds(JsonNode value) {
      return value.isDouble();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.int64(Double.doubleToRawLongBits(value.doubleValue()));
    }
  },
  /** A whole number of 32 bits. */
  INT32(1) {
    @Override
    boolean holds(JsonNode value) {
      return value.isIntegralNumber() && value.canConvertToInt();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.int32(value.intValue());
    }
  },
  /** A whole number of 64 bits. */
  INT64(2) {
    @Override
    boolean holds(JsonNode value) {
      return value.isIntegralNumber() && value.canConvertToLong();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.int64(value.longValue());
    }
  },
  /** A whole number of 64 bits without a sign; JSON has it as text. */
  UNSIGNED64(2, 14) {
    @Override
    boolean holds(JsonNode value) {
      return value.isTextual()
          && value.textValue().matches("[0-9]{1,20}")
          && new BigInteger(value.textValue()).bitLength() <= Long.SIZE;
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.int64(Long.parseUnsignedLong(value.textValue()));
    }

    @Override
    void describe(CompactThrift union) {
      union.struct(10).int8(1, Long.SIZE).bool(2, false).end();
    }
  },
  /** A Unix time in ms; readers show date and time, in UTC. */
  TIME_MS(2, 9) {
    @Override
    boolean holds(JsonNode value) {
      return INT64.holds(value);
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      INT64.write(value, out);
    }

    @Override
    void describe(CompactThrift union) {
      CompactThrift time = union.struct(8).bool(1, true);
      time.struct(2).struct(1).end().end().end();
    }
  },
  /** Yes or no. */
  BOOLEAN(0) {
    @Override
    boolean holds(JsonNode value) {
      return value.isBoolean();
    }

    @Override
    void write(JsonNode value, PlainValues out) {
      out.bit(value.booleanValue());
    }
  };

  private static final int NONE = -1;

  /** Its code in the enum {@code Type}. */
  private final int stored;

  /** Its code in the enum {@code ConvertedType}; {@link #NONE} where a number means itself. */
  private final int converted;

  ColumnType(int stored) {
    this(stored, NONE);
  }

  ColumnType(int stored, int converted) {
    this.stored = stored;
    this.converted = converted;
  }

  int stored() {
    return stored;
  }

  /** Whether a value can be written as it is. */
  abstract boolean holds(JsonNode value);

  /** Writes a value that it holds. */
  abstract void write(JsonNode value, PlainValues out);

  /** Fills the union {@code LogicalType} of a type that has one. */
  void describe(CompactThrift union) {}

  /** Writes the {@code SchemaElement} of an optional column, as an element of a list. */
  void writeSchema(String name, CompactThrift out) {
    out.element().int32(1, stored).int32(3, ParquetWriter.OPTIONAL).text(4, name);
    if (converted != NONE) {
      out.int32(6, converted);
      describe(out.struct(10));
      out.end();
    }
    out.end();
  }
}
