/**
 * Networks written down: a graph of values, and the passes that arrange it for speed by exact
 * algebra. Immutable but for the trace while it is written.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.graph;
