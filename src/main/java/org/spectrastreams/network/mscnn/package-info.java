/**
 * The multi-scale convolutional network of Hartigan 2025 and its ensembles.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.mscnn;
