/**
 * Hyperspectral images of photo-induced force microscopes (PiF-IR, VistaScan) in ANFATEC's files.
 *
 * <p>The format is not published. What is known of it comes from files of a Vista One microscope
 * and, for the images beside the spectra, from <a href="https://gwyddion.net">Gwyddion</a>'s
 * description of it.
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code spi}, {@code
 * text}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.pif;
