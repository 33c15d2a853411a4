/**
 * Images out of the service as files: what the viewer knows of them, or the topics, handed to room
 * {@code export}.
 *
 * <p>May use what room {@code server} may use, and of it {@code limits}, {@code maps}. What answers
 * requests is of any thread.
 */
package org.spectrastreams.server.exports;
