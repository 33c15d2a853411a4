/**
 * Zip archives as parts of file formats: read by name, within stated limits, sums checked.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.zip;
