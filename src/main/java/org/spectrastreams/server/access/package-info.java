/**
 * Who may read and who may change: tokens, the server's own key, where it may listen without them,
 * how often one address may ask for what costs much, and the log of what was changed. Knows no
 * routes; thread-safe.
 *
 * <p>May use what room {@code server} may use, and of it no other inner room.
 */
package org.spectrastreams.server.access;
