package org.spectrastreams.phantom;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was done to a section before it was measured. */
public enum Preparation {
  /**
   * Fixed in formalin, embedded in paraffin, cut, and cleared of the paraffin again. The solvents
   * take the lipids along: there is no ester band at 1740 cm⁻¹.
   */
  DEWAXED,
  /** Cut from frozen tissue: the lipids are there, and their ester band at 1740 cm⁻¹. */
  FROZEN,
  /**
   * As {@link #DEWAXED}, but with the paraffin still in and beside the tissue: 1463, 1473, 1378.
   */
  PARAFFIN;

  /**
   * How sections are prepared where nothing else is said: as the shipped tissue model knows them.
   */
  public static final Preparation USUAL = DEWAXED;

  /**
   * The preparation of a {@link #label()}.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Preparation parse(String label) {
    for (Preparation preparation : values()) {
      if (preparation.label().equals(label)) {
        return preparation;
      }
    }
    throw new IllegalArgumentException(
        "no preparation \""
            + label
            + "\"; there are "
            + Arrays.stream(values()).map(Preparation::label).collect(Collectors.joining(", ")));
  }

  /** The name in options and files: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
