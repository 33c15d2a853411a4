/**
 * Processed spectra of Bruker NMR spectrometers.
 *
 * <p>The files and parameters are described in Bruker's manual "TopSpin: Acquisition and processing
 * parameters"; how submatrices are laid out was held against the reading of <a
 * href="https://github.com/jjhelmus/nmrglue">nmrglue</a>.
 */
package org.spectrastreams.formats.nmr;
