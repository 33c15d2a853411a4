/**
 * Renishaw WiRE files ({@code .wdf}).
 *
 * <p>The format is not published. What is known of it comes from the public readers <a
 * href="https://github.com/alchem0x2A/py-wdf-reader">py-wdf-reader</a> (MIT), after A. Henderson,
 * <a href="https://doi.org/10.5281/zenodo.495477">doi:10.5281/zenodo.495477</a>, and the codes of
 * types and units from <a href="https://gwyddion.net">Gwyddion</a>'s list, and was held against
 * files of WiRE 4 and 5.
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.renishaw;
