/** Viewer, REST, health and metrics over HTTP. */
package org.spectrastreams.server;
