/**
 * Text exports of spectrometer programs: a preamble of their own, then a point a line. One class a
 * program, each a {@link org.spectrastreams.formats.export.Dialect}; what is known of each comes
 * from files of that program and from public readers of them, named there.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}, {@code text}. A reader keeps
 * nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.export;
