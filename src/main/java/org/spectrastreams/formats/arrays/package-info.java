/**
 * Spectra in files of named arrays (MATLAB, HDF5, NumPy): which array holds the intensities, which
 * the axis, along which side the points of a spectrum run, and the source that reads them. Nothing
 * here knows how a file stores its arrays.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.arrays;
