package org.spectrastreams.spectrum;

import java.util.List;
import java.util.Optional;

/**
 * One to many spectra on one axis, with their places in an image: a pixel, a line, a sub-tile. A
 * spectrum of two dimensions is a plane over two axes.
 *
 * <p>The arrays are owned by the block and not copied on access, because blocks are the unit of the
 * hot path; nobody may write to them after construction.
 *
 * @param axis the common axis
 * @param second the second axis of planes; empty for spectra of one dimension. A plane is stored
 *     row after row: {@code second.size()} rows of {@code axis.size()} values
 * @param quantity what the intensities measure
 * @param x pixel column of each spectrum
 * @param y pixel row of each spectrum
 * @param intensities spectrum after spectrum, {@code count × points()} values
 * @param labels one label a spectrum where the source is labelled, otherwise empty
 * @param truth what is truly there, where it is known; no part of what a model may see
 */
public record SpectrumBlock(
    SpectralAxis axis,
    Optional<SpectralAxis> second,
    Quantity quantity,
    int[] x,
    int[] y,
    float[] intensities,
    List<String> labels,
    Optional<PixelTruth> truth) {

  /** The most points of a plane: 1024 × 1024, 4 MiB. */
  public static final int MAX_PLANE_POINTS = 1 << 20;

  /** Checks that the arrays fit each other. */
  public SpectrumBlock {
    labels = List.copyOf(labels);
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(
          x.length + " columns and " + y.length + " rows; expected one of each a spectrum");
    }
    long points = (long) axis.size() * second.map(SpectralAxis::size).orElse(1);
    if (second.isPresent() && points > MAX_PLANE_POINTS) {
      throw new IllegalArgumentException(
          "a plane of "
              + axis.size()
              + " × "
              + second.get().size()
              + " points; expected at most "
              + MAX_PLANE_POINTS
              + " points");
    }
    if (intensities.length != x.length * points) {
      throw new IllegalArgumentException(
          intensities.length
              + " intensities; expected "
              + x.length
              + " spectra × "
              + points
              + " points");
    }
    if (!labels.isEmpty() && labels.size() != x.length) {
      throw new IllegalArgumentException(
          labels.size() + " labels for " + x.length + " spectra; expected one each, or none");
    }
    if (truth.isPresent() && truth.get().count() != x.length) {
      throw new IllegalArgumentException(
          "truth of "
              + truth.get().count()
              + " spectra in a block of "
              + x.length
              + "; expected it of each");
    }
  }

  /** A block of which nobody knows what is truly there. */
  public SpectrumBlock(
      SpectralAxis axis,
      Optional<SpectralAxis> second,
      Quantity quantity,
      int[] x,
      int[] y,
      float[] intensities,
      List<String> labels) {
    this(axis, second, quantity, x, y, intensities, labels, Optional.empty());
  }

  /** A block of spectra of one dimension. */
  public SpectrumBlock(
      SpectralAxis axis,
      Quantity quantity,
      int[] x,
      int[] y,
      float[] intensities,
      List<String> labels) {
    this(axis, Optional.empty(), quantity, x, y, intensities, labels);
  }

  /** A block of spectra of one dimension without labels. */
  public SpectrumBlock(
      SpectralAxis axis, Quantity quantity, int[] x, int[] y, float[] intensities) {
    this(axis, quantity, x, y, intensities, List.of());
  }

  /** The number of spectra. */
  public int count() {
    return x.length;
  }

  /** The values of one spectrum: the points of the axis, or of both axes. */
  public int points() {
    return axis.size() * second.map(SpectralAxis::size).orElse(1);
  }
}
