/**
 * Spectra in files of named arrays (MATLAB, HDF5, NumPy): which array holds the intensities, which
 * the axis, along which side the points of a spectrum run, and the source that reads them. Nothing
 * here knows how a file stores its arrays.
 */
package org.spectrastreams.formats.arrays;
