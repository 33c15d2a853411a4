/**
 * The part of the REST interface that changes something: which models pipelines use. A change needs
 * the configured token, and is a line in the log.
 *
 * <p>May use what room {@code server} may use, and of it {@code access}. What answers requests is
 * of any thread.
 */
package org.spectrastreams.server.control;
