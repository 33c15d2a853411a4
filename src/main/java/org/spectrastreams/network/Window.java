package org.spectrastreams.network;

import java.util.Collections;
import java.util.List;

/**
 * The window of a convolution or a pooling: one number for each dimension after the channels, one
 * or two of them.
 *
 * @param size the values that the window covers
 * @param stride how far it moves
 * @param padding the zeros before and behind the values
 */
public record Window(List<Integer> size, List<Integer> stride, List<Integer> padding) {
  /** Checks the numbers. */
  public Window {
    size = List.copyOf(size);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    boolean fits =
        (size.size() == 1 || size.size() == 2)
            && stride.size() == size.size()
            && padding.size() == size.size();
    for (int d = 0; fits && d < size.size(); d++) {
      fits =
          size.get(d) >= 1
              && stride.get(d) >= 1
              && padding.get(d) >= 0
              && padding.get(d) < size.get(d);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "window "
              + size
              + " with stride "
              + stride
              + " and padding "
              + padding
              + "; expected one or two of each, sizes and strides from 1, less padding than size");
    }
  }

  /** A window along one dimension without padding. */
  public static Window along(int size, int stride) {
    return along(size, stride, 0);
  }

  /** A window along one dimension. */
  public static Window along(int size, int stride, int padding) {
    return new Window(List.of(size), List.of(stride), List.of(padding));
  }

  /** A square window over two dimensions. */
  public static Window square(int size, int stride, int padding) {
    return new Window(
        Collections.nCopies(2, size),
        Collections.nCopies(2, stride),
        Collections.nCopies(2, padding));
  }

  /** The number of dimensions, 1 or 2. */
  public int dimensions() {
    return size.size();
  }

  /** Whether it has no padding. */
  public boolean bare() {
    return padding.stream().allMatch(zeros -> zeros == 0);
  }

  /**
   * The number of places along a dimension.
   *
   * @param input the number of values along it
   * @throws IllegalArgumentException if the window does not fit once
   */
  public int places(int dimension, int input) {
    int room = input + 2 * padding.get(dimension) - size.get(dimension);
    if (room < 0) {
      throw new IllegalArgumentException(
          "a window of "
              + size.get(dimension)
              + " values does not fit into "
              + input
              + " values: use a finer or wider axis");
    }
    return room / stride.get(dimension) + 1;
  }

  /** The number of values of a window. */
  public int volume() {
    return size.stream().reduce(1, (a, b) -> a * b);
  }

  /** The same window over two dimensions, the first of length 1. */
  public Window flat() {
    return dimensions() == 2
        ? this
        : new Window(
            List.of(1, size.get(0)), List.of(1, stride.get(0)), List.of(0, padding.get(0)));
  }
}
