/**
 * Networks in double precision, operator by operator and back: what graphs are checked against.
 * Shares no arithmetic with the graph writer.
 *
 * <p>May use what room {@code network} may use, and of it {@code graph}. What describes a network
 * is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.exact;
