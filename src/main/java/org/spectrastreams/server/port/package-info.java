/**
 * The port that everything of HTTP comes through, also while the service waits for its broker: TLS,
 * headers, and what bounds a single connection. Knows one path, that of liveness; thread-safe.
 *
 * <p>May use what room {@code server} may use, and of it {@code access}.
 */
package org.spectrastreams.server.port;
