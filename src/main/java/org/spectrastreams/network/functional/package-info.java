/**
 * The network for functional groups of Rieger 2023: any of several labels for a spectrum.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.functional;
