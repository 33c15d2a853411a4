/**
 * What is looked at before the service starts: that its ports are free and its broker answers.
 *
 * <p>May use what room {@code server} may use, and of it {@code port}. Values are immutable; any
 * other object serves one thread unless its class says otherwise.
 */
package org.spectrastreams.server.startup;
