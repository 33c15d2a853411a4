package org.spectrastreams.formats.spi;

import org.spectrastreams.spectrum.SpectrumSource;

/** The spectra of a file, with what its reader understood of it. */
public interface FileSource extends SpectrumSource {
  /** What was understood; complete on opening. */
  Understood understood();
}
