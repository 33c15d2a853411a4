/**
 * Networks written down: a graph of values, and the passes that arrange it for speed by exact
 * algebra. Immutable but for the trace while it is written.
 */
package org.spectrastreams.network.graph;
