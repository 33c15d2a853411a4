/**
 * The part of the REST interface that changes something: which models pipelines use. Reading is
 * open as everything else is; a change needs the configured token. May use {@code stream}; knows
 * nothing of the viewer.
 */
package org.spectrastreams.server.control;
