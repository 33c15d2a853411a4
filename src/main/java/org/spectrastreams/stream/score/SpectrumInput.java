package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * What has to be prepared once for all spectra that have it in common.
 *
 * @param second the axis of the rows of planes; empty for spectra of one dimension
 */
record SpectrumInput(SpectralAxis axis, Optional<SpectralAxis> second, Quantity quantity) {
  /** What the spectra of a block have in common. */
  static SpectrumInput of(SpectrumBlock block) {
    return new SpectrumInput(block.axis(), block.second(), block.quantity());
  }

  /** The points of a spectrum. */
  int points() {
    return axis.size() * second.map(SpectralAxis::size).orElse(1);
  }

  /**
   * The same, where one dimension alone can be read.
   *
   * @throws UnusableSpectrumException if the spectra are planes
   */
  SpectrumInput ofOneDimension() throws UnusableSpectrumException {
    if (second.isPresent()) {
      throw new UnusableSpectrumException(
          UnusableSpectrumException.Reason.WRONG_DIMENSIONS,
          "the spectra are planes over "
              + axis
              + " and "
              + second.get()
              + ", the pipeline reads bands of spectra of one dimension: choose a pipeline without"
              + " bands");
    }
    return this;
  }
}
