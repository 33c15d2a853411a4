/**
 * What a reader of spectrum files implements and what it reports.
 *
 * <p>May use what room {@code formats} may use, and of it no other inner room. A reader keeps
 * nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.spi;
