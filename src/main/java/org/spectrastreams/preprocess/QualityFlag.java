package org.spectrastreams.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is wrong with, or was done to, one spectrum; a set of them is an int of bits. */
public enum QualityFlag {
  /** Holds a NaN or an infinity. */
  NON_FINITE(0, true),
  /** Every value is zero, as a dead detector pixel gives. */
  ALL_ZERO(1, true),
  /** Every value is the same, but not zero. */
  FLAT(2, true),
  /** Clipped by the detector, or above the chain's saturation limit. */
  SATURATED(3, true),
  /** Parts of the model's grid lie outside the measured range and were filled as the chain says. */
  PADDED(4, false),
  /** A scaling step would divide by zero, or by a maximum that is not positive. */
  UNSCALABLE(5, true);

  private static final List<QualityFlag> VALUES = List.of(values());
  private static final int UNUSABLE_MASK =
      VALUES.stream().filter(flag -> flag.unusable).mapToInt(QualityFlag::bit).sum();

  private final int position;
  private final boolean unusable;

  /** The position is part of the wire contract and never changes. */
  QualityFlag(int position, boolean unusable) {
    this.position = position;
    this.unusable = unusable;
  }

  /** Whether a spectrum with this flag gets no class. */
  public boolean isUnusable() {
    return unusable;
  }

  /** This flag as a bit. */
  public int bit() {
    return 1 << position;
  }

  /** Whether any flag of the set forbids a class. */
  public static boolean unusable(int flags) {
    return (flags & UNUSABLE_MASK) != 0;
  }

  /** The names of all flags in bit order, as results carry them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(QualityFlag::name).toList();
  }

  /** The flags of a set. */
  public static List<QualityFlag> of(int flags) {
    List<QualityFlag> found = new ArrayList<>();
    for (QualityFlag flag : VALUES) {
      if ((flags & flag.bit()) != 0) {
        found.add(flag);
      }
    }
    return found;
  }
}
