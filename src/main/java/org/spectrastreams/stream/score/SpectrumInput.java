package org.spectrastreams.stream.score;

import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** What has to be prepared once for all spectra that have it in common. */
record SpectrumInput(SpectralAxis axis, Quantity quantity) {
  static SpectrumInput of(SpectrumBlock block) {
    return new SpectrumInput(block.axis(), block.quantity());
  }
}
