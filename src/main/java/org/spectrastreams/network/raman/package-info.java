/**
 * The Raman network of Fukuhara 2019 and its importance by the weights of a dense layer.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.raman;
