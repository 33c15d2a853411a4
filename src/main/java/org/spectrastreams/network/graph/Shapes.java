package org.spectrastreams.network.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arithmetic of shapes; refuses what does not fit, naming both sides. */
final class Shapes {
  private Shapes() {}

  static List<Integer> of(int... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  /** A shape with −1, once, as what is left of a number of values. */
  static List<Integer> filledIn(int size, int... shape) {
    int known = 1;
    int open = -1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 0) {
        open = d;
      } else {
        known *= shape[d];
      }
    }
    int[] whole = shape.clone();
    if (open >= 0 && known > 0 && size % known == 0) {
      whole[open] = size / known;
    }
    if (Arrays.stream(whole).anyMatch(length -> length < 1)
        || Arrays.stream(whole).reduce(1, Math::multiplyExact) != size) {
      throw new IllegalArgumentException(
          size + " values in the shape " + Arrays.toString(shape) + "; expected as many");
    }
    return of(whole);
  }

  /** The shape of two values that broadcast against each other. */
  static List<Integer> broadcast(List<Integer> left, List<Integer> right) {
    int rank = Math.max(left.size(), right.size());
    List<Integer> all = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      int a = d < rank - left.size() ? 1 : left.get(d - rank + left.size());
      int b = d < rank - right.size() ? 1 : right.get(d - rank + right.size());
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(left + " and " + right + " do not fit each other");
      }
      all.add(Math.max(a, b));
    }
    return all;
  }

  /** The shape of a matrix product. */
  static List<Integer> product(List<Integer> left, List<Integer> right) {
    int l = left.size();
    int r = right.size();
    if (l < 2 || r < 2 || !left.get(l - 1).equals(right.get(r - 2))) {
      throw new IllegalArgumentException(
          "matrices " + left + " and " + right + " cannot be multiplied");
    }
    List<Integer> all = new ArrayList<>(broadcast(left.subList(0, l - 2), right.subList(0, r - 2)));
    all.add(left.get(l - 2));
    all.add(right.get(r - 1));
    return all;
  }

  /** A shape with one length changed. */
  static List<Integer> with(List<Integer> shape, int dimension, int length) {
    List<Integer> changed = new ArrayList<>(shape);
    changed.set(dimension, length);
    return changed;
  }
}
