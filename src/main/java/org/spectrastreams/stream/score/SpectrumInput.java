package org.spectrastreams.stream.score;

import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** What has to be prepared once for all spectra that have it in common. */
record SpectrumInput(SpectralAxis axis, Quantity quantity) {
  /**
   * What the spectra of a block have in common.
   *
   * @throws UnusableSpectrumException if they are planes, which no step prepares
   */
  static SpectrumInput of(SpectrumBlock block) throws UnusableSpectrumException {
    if (block.second().isPresent()) {
      throw new UnusableSpectrumException(
          UnusableSpectrumException.Reason.WRONG_DIMENSIONS,
          "the spectra are planes over "
              + block.axis()
              + " and "
              + block.second().get()
              + ", the pipeline reads spectra of one dimension: choose a pipeline for planes");
    }
    return new SpectrumInput(block.axis(), block.quantity());
  }
}
