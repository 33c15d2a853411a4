/**
 * Proof of growth: a network from this folder alone, which the parity test takes with all others.
 * {@code docs/add-a-network.md} begins here.
 *
 * <p>May use every room. Networks and kinds are immutable and of any thread.
 */
package org.spectrastreams.network.toy;
