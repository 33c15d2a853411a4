/**
 * Blocks of spectra as they come from an instrument: read with every length checked, and written.
 * May use {@code wire}. A decoder is for any thread, an encoder for one.
 */
package org.spectrastreams.wire.block;
