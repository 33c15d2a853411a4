/**
 * ENVI header and data files, as <a
 * href="https://www.nv5geospatialsoftware.com/docs/enviheaderfiles.html">the manual of ENVI</a>
 * describes them; <a href="https://www.spectralpython.net">Spectral Python</a> wrote the files
 * beside the tests, and reads the values that they are compared with.
 *
 * <p>May use what room {@code formats} may use, and of it {@code raster}, {@code spi}. A reader
 * keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.envi;
