/**
 * Text exports of spectrometer programs: a preamble of their own, then a point a line. One class a
 * program, each a {@link org.spectrastreams.formats.export.Dialect}; what is known of each comes
 * from files of that program and from public readers of them, named there.
 */
package org.spectrastreams.formats.export;
