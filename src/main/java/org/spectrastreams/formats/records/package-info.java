/**
 * Spectra that stand in a binary file as records of one length: where they stand, where they lie in
 * an image, and the source that reads them.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.records;
