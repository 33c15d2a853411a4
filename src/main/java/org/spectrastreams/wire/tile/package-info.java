/**
 * Tiles of maps: what the codes of a layer mean, and one tile with all layers. A {@link
 * org.spectrastreams.wire.tile.TileState} is for one thread at a time.
 *
 * <p>May use what room {@code wire} may use, and of it no other inner room.
 */
package org.spectrastreams.wire.tile;
