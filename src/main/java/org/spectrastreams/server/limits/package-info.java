/**
 * What keeps one client from taking all of the server: places for requests that take long, time for
 * readers that are slow, and metrics that are short. Knows no routes; thread-safe.
 *
 * <p>May use what room {@code server} may use, and of it no other inner room.
 */
package org.spectrastreams.server.limits;
