/**
 * Pictures of spectra of two dimensions, JPEG or PNG, where somebody says that they are.
 *
 * <p>May use what room {@code formats} may use, and of it {@code spi}. A reader keeps nothing and
 * is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.picture;
