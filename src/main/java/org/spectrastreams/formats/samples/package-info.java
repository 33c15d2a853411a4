/**
 * The shipped samples, measured and simulated.
 *
 * <p>May use what room {@code formats} may use, and of it {@code envi}, {@code spi}. A reader keeps
 * nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.samples;
