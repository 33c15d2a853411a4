/**
 * The viewer's page in a real browser, in front of a running service.
 *
 * <p>May use every room. One page is of one thread; the service behind it serves any.
 */
package org.spectrastreams.server.viewer;
