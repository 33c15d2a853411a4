/**
 * Linear and kernel classifiers of chemometrics as networks: fitted in closed form, not trained.
 *
 * <p>May use what room {@code network} may use, and of it no other inner room. What describes a
 * network is immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.chemometric;
