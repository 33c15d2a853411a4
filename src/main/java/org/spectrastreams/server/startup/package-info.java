/**
 * What is looked at before the service starts: that its ports are free and its broker answers. May
 * use {@code stream}; nothing here outlives the start.
 */
package org.spectrastreams.server.startup;
