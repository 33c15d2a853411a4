package org.spectrastreams.network.exact;

/** Sums, differences, products and quotients of two exact values, element by element. */
final class ExactArithmetic {
  private ExactArithmetic() {}

  static Exact of(ExactOps ops, Exact left, Exact right, char sign) {
    int rank = Math.max(left.shape().length, right.shape().length);
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      int a = d < rank - left.shape().length ? 1 : left.length(d - rank);
      int b = d < rank - right.shape().length ? 1 : right.length(d - rank);
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException("lengths " + a + " and " + b + " do not fit each other");
      }
      shape[d] = Math.max(a, b);
    }
    Exact result = Exact.room(shape);
    int[] leftAt = places(left, shape);
    int[] rightAt = places(right, shape);
    for (int i = 0; i < result.values().length; i++) {
      double a = left.values()[leftAt[i]];
      double b = right.values()[rightAt[i]];
      double value =
          switch (sign) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> a / b;
          };
      double byA = byLeft(sign, b);
      double byB = byRight(sign, a, b);
      result.values()[i] = value;
      result.variance()[i] =
          byA * byA * left.variance()[leftAt[i]]
              + byB * byB * right.variance()[rightAt[i]]
              + ExactOps.rounding(value * value, 1);
    }
    return ops.computed(
        result,
        () -> {
          for (int i = 0; i < result.values().length; i++) {
            double a = left.values()[leftAt[i]];
            double b = right.values()[rightAt[i]];
            double gradient = result.gradient()[i];
            left.gradient()[leftAt[i]] += gradient * byLeft(sign, b);
            right.gradient()[rightAt[i]] += gradient * byRight(sign, a, b);
          }
        });
  }

  private static double byLeft(char sign, double b) {
    return switch (sign) {
      case '+', '-' -> 1;
      case '*' -> b;
      default -> 1 / b;
    };
  }

  private static double byRight(char sign, double a, double b) {
    return switch (sign) {
      case '+' -> 1;
      case '-' -> -1;
      case '*' -> a;
      default -> -a / (b * b);
    };
  }

  /** Which element of a broadcast value stands at each place of a shape. */
  private static int[] places(Exact value, int[] shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      int rest = i;
      int step = 1;
      for (int d = shape.length - 1; d >= shape.length - value.shape().length; d--) {
        int own = value.length(d - shape.length);
        places[i] += own == 1 ? 0 : rest % shape[d] * step;
        rest /= shape[d];
        step *= own;
      }
    }
    return places;
  }
}
