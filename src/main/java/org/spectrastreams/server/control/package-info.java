/**
 * The part of the REST interface that changes something: which models pipelines use. Reading is
 * open as everything else is; a change needs the configured token.
 *
 * <p>May use what room {@code server} may use, and of it no other inner room. What answers requests
 * is of any thread.
 */
package org.spectrastreams.server.control;
