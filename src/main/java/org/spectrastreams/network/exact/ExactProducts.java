package org.spectrastreams.network.exact;

/** Matrix products of exact values over the last two dimensions. */
final class ExactProducts {
  private ExactProducts() {}

  static Exact product(ExactOps ops, Exact left, Exact right) {
    int rows = left.length(-2);
    int inner = left.length(-1);
    int columns = right.length(-1);
    if (right.length(-2) != inner) {
      throw new IllegalArgumentException(
          "matrices of " + inner + " columns and " + right.length(-2) + " rows; expected as many");
    }
    int leftStacks = left.values().length / (rows * inner);
    int rightStacks = right.values().length / (inner * columns);
    int stacks = Math.max(leftStacks, rightStacks);
    if (stacks % leftStacks != 0 || stacks % rightStacks != 0) {
      throw new IllegalArgumentException(
          leftStacks + " and " + rightStacks + " matrices; expected as many, or one");
    }
    Exact larger = leftStacks >= rightStacks ? left : right;
    int[] shape = larger.shape().clone();
    shape[shape.length - 2] = rows;
    shape[shape.length - 1] = columns;
    Exact result = Exact.room(shape);
    for (int s = 0; s < stacks; s++) {
      int a = s % leftStacks * rows * inner;
      int b = s % rightStacks * inner * columns;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          double sum = 0;
          double squares = 0;
          double variance = 0;
          for (int i = 0; i < inner; i++) {
            double x = left.values()[a + r * inner + i];
            double y = right.values()[b + i * columns + c];
            sum += x * y;
            squares += x * y * x * y;
            variance +=
                y * y * left.variance()[a + r * inner + i]
                    + x * x * right.variance()[b + i * columns + c];
          }
          int at = (s * rows + r) * columns + c;
          result.values()[at] = sum;
          result.variance()[at] = variance + ExactOps.rounding(squares, inner);
        }
      }
    }
    return ops.computed(
        result,
        () -> {
          for (int s = 0; s < stacks; s++) {
            int a = s % leftStacks * rows * inner;
            int b = s % rightStacks * inner * columns;
            for (int r = 0; r < rows; r++) {
              for (int c = 0; c < columns; c++) {
                double gradient = result.gradient()[(s * rows + r) * columns + c];
                if (gradient == 0) {
                  continue;
                }
                for (int i = 0; i < inner; i++) {
                  left.gradient()[a + r * inner + i] +=
                      gradient * right.values()[b + i * columns + c];
                  right.gradient()[b + i * columns + c] +=
                      gradient * left.values()[a + r * inner + i];
                }
              }
            }
          }
        });
  }
}
