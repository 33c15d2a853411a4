/**
 * Blocks of spectra as they come from an instrument: read with every length checked, and written. A
 * decoder is for any thread, an encoder for one.
 *
 * <p>May use what room {@code wire} may use, and of it no other inner room.
 */
package org.spectrastreams.wire.block;
