package org.spectrastreams.network.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;

/**
 * The numbers of a constant of a graph. The arrays are owned by this record and not copied.
 *
 * @param shape its dimensions; none for a single number
 * @param values as double, which holds every float32 and every int that a shape may have
 */
record ForeignTensor(int[] shape, double[] values) {
  private static final long MOST_VALUES = 1L << 26;

  /**
   * Reads a constant.
   *
   * @throws IllegalArgumentException if its type is none of float32, float64, int32, int64 and
   *     bool, or its length is not that of its shape
   */
  static ForeignTensor of(TensorProto tensor) {
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    long size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, Math.max(0, length));
      if (length < 0 || size > MOST_VALUES) {
        throw new IllegalArgumentException(
            "constant '"
                + tensor.getName()
                + "' of shape "
                + Arrays.toString(shape)
                + "; expected at most "
                + MOST_VALUES
                + " values");
      }
    }
    double[] values = values(tensor, (int) size);
    if (values.length != size) {
      throw new IllegalArgumentException(
          "constant '"
              + tensor.getName()
              + "' has "
              + values.length
              + " values for the shape "
              + Arrays.toString(shape));
    }
    return new ForeignTensor(shape, values);
  }

  private static double[] values(TensorProto tensor, int size) {
    DataType type = DataType.forNumber(tensor.getDataType());
    boolean raw = !tensor.getRawData().isEmpty();
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (type == null) {
      throw unknown(tensor, type);
    }
    return switch (type) {
      case FLOAT ->
          raw
              ? filled(bytes, Float.BYTES, size, bytes::getFloat)
              : tensor.getFloatDataList().stream().mapToDouble(Float::doubleValue).toArray();
      case DOUBLE ->
          raw
              ? filled(bytes, Double.BYTES, size, bytes::getDouble)
              : tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
      case INT64 ->
          raw
              ? filled(bytes, Long.BYTES, size, bytes::getLong)
              : tensor.getInt64DataList().stream().mapToDouble(Long::doubleValue).toArray();
      case INT32 ->
          raw
              ? filled(bytes, Integer.BYTES, size, bytes::getInt)
              : tensor.getInt32DataList().stream().mapToDouble(Integer::doubleValue).toArray();
      default -> throw unknown(tensor, type);
    };
  }

  private static IllegalArgumentException unknown(TensorProto tensor, DataType type) {
    return new IllegalArgumentException(
        "constant '" + tensor.getName() + "' of type " + type + "; expected float or int numbers");
  }

  private static double[] filled(
      ByteBuffer bytes, int width, int size, java.util.function.DoubleSupplier next) {
    if (bytes.remaining() != (long) size * width) {
      return new double[0];
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = next.getAsDouble();
    }
    return values;
  }

  /** The numbers as single precision. */
  float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The numbers as whole ones, as shapes and axes are. */
  int[] ints() {
    return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
  }

  /** The columns as rows of a matrix. */
  ForeignTensor transposed() {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "a matrix of shape " + Arrays.toString(shape) + "; expected two dimensions");
    }
    double[] turned = new double[values.length];
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        turned[j * shape[0] + i] = values[i * shape[1] + j];
      }
    }
    return new ForeignTensor(new int[] {shape[1], shape[0]}, turned);
  }

  /** All numbers multiplied. */
  ForeignTensor times(double factor) {
    return new ForeignTensor(shape, Arrays.stream(values).map(value -> value * factor).toArray());
  }

  /** The same numbers in another shape. */
  ForeignTensor as(int... other) {
    return new ForeignTensor(other, values);
  }
}
