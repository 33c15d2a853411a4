/**
 * What keeps one client from taking all of the server: places for requests that take long, time for
 * readers that are slow, and metrics that are short. Knows no routes; thread-safe.
 */
package org.spectrastreams.server.limits;
