package org.spectrastreams.formats.matlab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.arrays.NumberType;

/** Lists the numeric arrays of one variable, those inside structures, objects and cells as well. */
final class MatVariables {
  /** Where the numbers of an array stand, in the stream that was listed. */
  record Located(NumberArray array, NumberType type, long position) {}

  private static final int DEEPEST = 12;
  private static final int MOST_ARRAYS = 4096;
  private static final int LONGEST_NAME = 4096;
  private static final int MOST_SIDES = 32;

  private final MatInput in;
  private final List<Located> found = new ArrayList<>();

  private MatVariables(MatInput in) {
    this.in = in;
  }

  /**
   * Reads a variable whose tag was read.
   *
   * @param whole whether its end must be reached; else reading stops at the numbers of a plain
   *     array
   */
  static List<Located> of(MatInput in, MatInput.Tag tag, boolean whole) throws IOException {
    MatVariables variables = new MatVariables(in);
    variables.matrix(tag, Optional.empty(), 0, whole);
    return variables.found;
  }

  private void matrix(MatInput.Tag tag, Optional<String> name, int depth, boolean whole)
      throws IOException {
    if (tag.type() != MatType.MATRIX) {
      throw in.fault("an element of type " + tag.type(), "a matrix (type 14)");
    }
    if (depth > DEEPEST || found.size() > MOST_ARRAYS) {
      throw in.fault("structures within structures, or too many arrays", "plain variables");
    }
    long end = in.position() + tag.bytes();
    if (tag.bytes() == 0) {
      return; // an empty field
    }
    ByteBuffer flags = in.element(MatType.UINT32, 8, "the flags of a matrix");
    if (flags.remaining() < 4) {
      throw in.fault(flags.remaining() + " bytes of flags", "8");
    }
    int word = flags.getInt();
    int matlabClass = word & 0xFF;
    if (matlabClass < MatType.CELL_CLASS || matlabClass > MatType.LAST_NUMBER_CLASS) {
      leave(end);
      return; // functions and classes of newer kinds
    }
    long[] shape = shape();
    String own = in.text(LONGEST_NAME, "the name of a matrix");
    String full = name.orElse(own);
    if (matlabClass >= MatType.FIRST_NUMBER_CLASS) {
      numbers(word, shape, full);
      if (!whole && depth == 0) {
        return;
      }
    } else if (matlabClass == MatType.CELL_CLASS) {
      long count = new NumberArray(full, shape, Map.of()).count();
      for (long i = 0; i < count && in.position() < end; i++) {
        inner(full + "{" + (i + 1) + "}", depth);
      }
    } else if (matlabClass == MatType.STRUCT_CLASS || matlabClass == MatType.OBJECT_CLASS) {
      fields(matlabClass, shape, full, depth, end);
    }
    leave(end);
  }

  private long[] shape() throws IOException {
    ByteBuffer sides = in.element(MatType.INT32, 4 * MOST_SIDES, "the sides of a matrix");
    long[] shape = new long[sides.remaining() / 4];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sides.getInt();
      if (shape[i] < 0) {
        throw in.fault("a side of " + shape[i], "0 or more");
      }
    }
    return shape;
  }

  private void numbers(int word, long[] shape, String name) throws IOException {
    MatInput.Tag data = in.tag();
    Optional<NumberType> type = MatType.numbers(data.type());
    boolean real = (word & (MatType.COMPLEX | MatType.LOGICAL)) == 0;
    NumberArray array = new NumberArray(name, shape, Map.of());
    if (type.isPresent()) {
      long count = array.count();
      if (count > data.bytes() || count * type.get().bytes() != data.bytes()) {
        throw in.fault(
            data.bytes() + " bytes of " + array, count + " numbers of type " + type.get());
      }
      if (real) {
        found.add(new Located(array, type.get(), in.position()));
      }
    }
  }

  private void fields(int matlabClass, long[] shape, String full, int depth, long end)
      throws IOException {
    if (matlabClass == MatType.OBJECT_CLASS) {
      in.text(LONGEST_NAME, "the name of a class");
    }
    ByteBuffer longest = in.element(MatType.INT32, 4, "the length of a field's name");
    int length = longest.remaining() == 4 ? longest.getInt() : 0;
    ByteBuffer names = in.element(MatType.INT8, 1 << 16, "the names of fields");
    if (length < 1 || length > 256) {
      throw in.fault("names of " + length + " bytes", "1 to 256");
    }
    int count = names.remaining() / length;
    if (count == 0) {
      return; // as many elements as it says, of which none takes a byte
    }
    long elements = new NumberArray(full, shape, Map.of()).count();
    for (long element = 0; element < elements && in.position() < end; element++) {
      String at = elements == 1 ? full : full + "(" + (element + 1) + ")";
      for (int field = 0; field < count; field++) {
        String name =
            StandardCharsets.ISO_8859_1.decode(names.slice(field * length, length)).toString();
        inner(at + "." + name.replaceFirst("(?s)\u0000.*", ""), depth);
      }
    }
  }

  private void inner(String name, int depth) throws IOException {
    MatInput.Tag tag = in.tag();
    matrix(tag, Optional.of(name), depth + 1, true);
    in.skip(tag.padding());
  }

  private void leave(long end) throws IOException {
    if (in.position() > end) {
      throw in.fault("more data than the matrix has", "its end at byte " + end);
    }
    in.skip(end - in.position());
  }
}
