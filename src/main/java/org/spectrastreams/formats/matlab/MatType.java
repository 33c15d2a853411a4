package org.spectrastreams.formats.matlab;

import java.util.Optional;
import org.spectrastreams.formats.arrays.NumberType;

/** The numbers by which a MAT-file names its types and classes. */
final class MatType {
  static final int INT8 = 1;
  static final int INT32 = 5;
  static final int UINT32 = 6;
  static final int MATRIX = 14;
  static final int COMPRESSED = 15;

  static final int CELL_CLASS = 1;
  static final int STRUCT_CLASS = 2;
  static final int OBJECT_CLASS = 3;
  static final int FIRST_NUMBER_CLASS = 6;
  static final int LAST_NUMBER_CLASS = 15;

  static final int COMPLEX = 0x0800;
  static final int LOGICAL = 0x0200;

  private MatType() {}

  /** The numbers of an element's type; empty for texts and what holds others. */
  static Optional<NumberType> numbers(int type) {
    return Optional.ofNullable(
        switch (type) {
          case 1 -> NumberType.INT8;
          case 2 -> NumberType.UINT8;
          case 3 -> NumberType.INT16;
          case 4 -> NumberType.UINT16;
          case 5 -> NumberType.INT32;
          case 6 -> NumberType.UINT32;
          case 7 -> NumberType.FLOAT32;
          case 9 -> NumberType.FLOAT64;
          case 12 -> NumberType.INT64;
          case 13 -> NumberType.UINT64;
          default -> null;
        });
  }
}
