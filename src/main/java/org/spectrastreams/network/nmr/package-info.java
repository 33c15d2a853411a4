/**
 * The network for two-dimensional NMR spectra of Kuhn 2021, with the maps of Kroon 2025.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.nmr;
