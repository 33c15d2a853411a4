/**
 * Agilent tiles and mosaics of them.
 *
 * <p>May use what room {@code formats} may use, and of it {@code raster}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.agilent;
