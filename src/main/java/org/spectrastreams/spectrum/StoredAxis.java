package org.spectrastreams.spectrum;

import java.util.stream.IntStream;

/**
 * An axis as a file or an instrument stores it, with the way into the canonical order.
 *
 * <p>Immutable; {@link #reorder} may be called from any thread.
 */
public final class StoredAxis {
  private enum Order {
    AS_STORED,
    REVERSED,
    PERMUTED
  }

  private final SpectralAxis axis;
  private final Order order;
  private final int[] storedIndex;

  private StoredAxis(SpectralAxis axis, Order order, int[] storedIndex) {
    this.axis = axis;
    this.order = order;
    this.storedIndex = storedIndex;
  }

  /**
   * Reads a stored axis that must run one way, up or down.
   *
   * @param stored the axis values in stored order, in {@code unit}
   * @throws IllegalArgumentException if it is empty, too long, not strictly monotonic, or holds a
   *     value that is no positive wavenumber
   */
  public static StoredAxis monotonic(double[] stored, AxisUnit unit) {
    return monotonic(stored, unit, unit.kind());
  }

  /**
   * Reads a stored axis that must run one way, up or down, as an axis of one kind.
   *
   * @throws IllegalArgumentException as {@link #monotonic(double[], AxisUnit)}, and if the kind
   *     does not follow from the unit
   */
  public static StoredAxis monotonic(double[] stored, AxisUnit unit, AxisKind kind) {
    double[] values = convert(stored, unit, kind);
    boolean descending = values.length > 1 && values[0] > values[1];
    if (descending) {
      reverse(values);
    }
    return new StoredAxis(
        SpectralAxis.ofOwned(kind, values), descending ? Order.REVERSED : Order.AS_STORED, null);
  }

  /**
   * Reads a stored axis whose values may stand in any order, as in a table of named columns.
   *
   * @throws IllegalArgumentException as {@link #monotonic}, and for a value that stands twice
   */
  public static StoredAxis sorted(double[] stored, AxisUnit unit) {
    return sorted(stored, unit, unit.kind());
  }

  /**
   * Reads a stored axis whose values may stand in any order, as an axis of one kind.
   *
   * @throws IllegalArgumentException as {@link #sorted(double[], AxisUnit)}, and if the kind does
   *     not follow from the unit
   */
  public static StoredAxis sorted(double[] stored, AxisUnit unit, AxisKind kind) {
    double[] values = convert(stored, unit, kind);
    boolean ascending = true;
    boolean descending = true;
    for (int i = 1; i < values.length; i++) {
      ascending &= values[i] > values[i - 1];
      descending &= values[i] < values[i - 1];
    }
    if (ascending || descending) {
      return monotonic(stored, unit, kind);
    }
    int[] index =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] inOrder = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      inOrder[i] = values[index[i]];
    }
    return new StoredAxis(SpectralAxis.ofOwned(kind, inOrder), Order.PERMUTED, index);
  }

  private static double[] convert(double[] stored, AxisUnit unit, AxisKind kind) {
    double[] values = new double[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[i] = unit.to(kind, stored[i]);
    }
    return values;
  }

  private static void reverse(double[] values) {
    for (int i = 0, j = values.length - 1; i < j; i++, j--) {
      double swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** The axis in canonical order. */
  public SpectralAxis axis() {
    return axis;
  }

  /** Where the point {@code index} of the canonical axis stands in stored order. */
  public int storedIndex(int index) {
    return switch (order) {
      case AS_STORED -> index;
      case REVERSED -> axis.size() - 1 - index;
      case PERMUTED -> storedIndex[index];
    };
  }

  /** Whether stored order already is canonical order. */
  public boolean isCanonical() {
    return order == Order.AS_STORED;
  }

  /**
   * Copies one spectrum from stored into canonical order.
   *
   * @param stored holds the spectrum at {@code storedOffset}, {@code axis().size()} values
   * @param canonical receives it at {@code canonicalOffset}; must be another array than {@code
   *     stored} unless {@link #isCanonical()}
   */
  public void reorder(float[] stored, int storedOffset, float[] canonical, int canonicalOffset) {
    int points = axis.size();
    switch (order) {
      case AS_STORED -> System.arraycopy(stored, storedOffset, canonical, canonicalOffset, points);
      case REVERSED -> {
        for (int i = 0; i < points; i++) {
          canonical[canonicalOffset + i] = stored[storedOffset + points - 1 - i];
        }
      }
      case PERMUTED -> {
        for (int i = 0; i < points; i++) {
          canonical[canonicalOffset + i] = stored[storedOffset + storedIndex[i]];
        }
      }
    }
  }
}
