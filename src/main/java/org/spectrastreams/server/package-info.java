/**
 * Viewer, REST, health and metrics over HTTP.
 *
 * <p>May use {@code bands}, {@code explain}, {@code export}, {@code model}, {@code spectrum},
 * {@code stream}, {@code wire}. What answers requests is of any thread.
 */
package org.spectrastreams.server;
