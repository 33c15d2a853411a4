package org.spectrastreams.spectrum;

import java.util.List;

/**
 * One to many spectra on one axis, with their places in an image: a pixel, a line, a sub-tile.
 *
 * <p>The arrays are owned by the block and not copied on access, because blocks are the unit of the
 * hot path; nobody may write to them after construction.
 *
 * @param axis the common axis, cm⁻¹
 * @param quantity what the intensities measure
 * @param x pixel column of each spectrum
 * @param y pixel row of each spectrum
 * @param intensities spectrum after spectrum, {@code count × axis.size()} values
 * @param labels one label a spectrum where the source is labelled, otherwise empty
 */
public record SpectrumBlock(
    SpectralAxis axis,
    Quantity quantity,
    int[] x,
    int[] y,
    float[] intensities,
    List<String> labels) {

  /** Checks that the arrays fit each other. */
  public SpectrumBlock {
    labels = List.copyOf(labels);
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(
          x.length + " columns and " + y.length + " rows; expected one of each a spectrum");
    }
    if (intensities.length != (long) x.length * axis.size()) {
      throw new IllegalArgumentException(
          intensities.length
              + " intensities; expected "
              + x.length
              + " spectra × "
              + axis.size()
              + " points");
    }
    if (!labels.isEmpty() && labels.size() != x.length) {
      throw new IllegalArgumentException(
          labels.size() + " labels for " + x.length + " spectra; expected one each, or none");
    }
  }

  /** A block without labels. */
  public SpectrumBlock(
      SpectralAxis axis, Quantity quantity, int[] x, int[] y, float[] intensities) {
    this(axis, quantity, x, y, intensities, List.of());
  }

  /** The number of spectra. */
  public int count() {
    return x.length;
  }
}
