/**
 * Spectra on a pixel grid in a binary file, read without loading it.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.raster;
