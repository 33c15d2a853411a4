/**
 * PerkinElmer spectra ({@code .sp}) and images ({@code .fsm}).
 *
 * <p>The format is not published. What is known of it comes from the public readers <a
 * href="https://github.com/paris-saclay-cds/specio">specio</a> (BSD 3-clause, after code of the
 * Diamond synchrotron) and <a href="https://github.com/Quasars/orange-spectroscopy">
 * orange-spectroscopy</a>, and was held against files of Spotlight 400 and Spectrum instruments.
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.perkin;
