/**
 * MATLAB's files ({@code .mat}): level 5 as <a
 * href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">MathWorks describes
 * it</a> (versions 6 and 7), and 7.3, which is HDF5. Samples are written by hand after it; SciPy
 * and h5py wrote those beside the tests, and read the values that they are compared with.
 *
 * <p>May use what room {@code formats} may use, and of it {@code arrays}, {@code records}, {@code
 * spi}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.matlab;
