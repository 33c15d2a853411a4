/**
 * Spectra in text tables: rows, columns, UCR.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}, {@code text}. A reader keeps
 * nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.table;
