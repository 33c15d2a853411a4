/**
 * Galactic (later Thermo) SPC files, as GRAMS and many instruments write them.
 *
 * <p>Source: Galactic Industries, <i>A Brief Guide to SPC File Format and Using GSPCIO</i> (1997),
 * and the header {@code GSPC.H} in it. Two layouts: the new one ({@code 4B} at byte 1) with a
 * header of 512 bytes, the old one ({@code 4D}) with 256 bytes and 32-bit values whose halves are
 * swapped.
 *
 * <p>May use what room {@code formats} may use, and of it {@code records}, {@code series}, {@code
 * spi}. A reader keeps nothing and is of any thread; a source serves one thread.
 */
package org.spectrastreams.formats.galactic;
