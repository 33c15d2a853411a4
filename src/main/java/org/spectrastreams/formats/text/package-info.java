/**
 * Lines of text, their fields and numbers, as programs of many countries write them.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.text;
