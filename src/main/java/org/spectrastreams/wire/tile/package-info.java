/**
 * Tiles of maps: what the codes of a layer mean, and one tile with all layers. May use {@code
 * wire}. A {@link org.spectrastreams.wire.tile.TileState} is for one thread at a time.
 */
package org.spectrastreams.wire.tile;
