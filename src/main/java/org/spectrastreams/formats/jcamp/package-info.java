/**
 * JCAMP-DX, the exchange format of spectroscopy.
 *
 * <p>Sources: R. S. McDonald and P. A. Wilks, <i>Appl. Spectrosc.</i> 42 (1988) 151 (version 4.24);
 * A. N. Davies and P. Lampen, <i>Appl. Spectrosc.</i> 47 (1993) 1093 (5.00, NMR); P. Lampen et al.,
 * <i>Pure Appl. Chem.</i> 71 (1999) 1549 (5.01); the IUPAC pages at <a
 * href="https://iupac.org/what-we-do/digital-standards/jcamp-dx/">jcamp-dx</a>.
 *
 * <p>May use what room {@code formats} may use, and of it {@code series}, {@code spi}, {@code
 * text}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.jcamp;
