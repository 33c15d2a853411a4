/**
 * Proof of growth: the network of {@code network.toy} through the topologies. {@code
 * docs/add-a-network.md} begins there.
 *
 * <p>May use every room. A test is of one thread.
 */
package org.spectrastreams.growth.network;
