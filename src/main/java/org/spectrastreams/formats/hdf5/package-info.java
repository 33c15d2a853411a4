/**
 * HDF5 files: arrays of spectra, MATLAB's files of version 7.3, and those of Photothermal's
 * instruments ({@code .ptir}). The container is read by jHDF. How MATLAB lays its variables out is
 * seen in its files (sides reversed, {@code MATLAB_class}); how PTIR Studio does, in the published
 * reader of Orange Spectroscopy. h5py wrote the samples, and reads the values that they are
 * compared with.
 *
 * <p>May use what room {@code formats} may use, and of it {@code arrays}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.hdf5;
