/**
 * The network with global average pooling of Zhang 2020, whose class activation map is exact.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.gap;
