/**
 * Processed spectra of Bruker NMR spectrometers.
 *
 * <p>The files and parameters are described in Bruker's manual "TopSpin: Acquisition and processing
 * parameters"; how submatrices are laid out was held against the reading of <a
 * href="https://github.com/jjhelmus/nmrglue">nmrglue</a>.
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code spi}, {@code
 * text}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.nmr;
