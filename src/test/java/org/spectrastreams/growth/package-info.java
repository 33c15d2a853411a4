/**
 * Proof of growth: all that the folders below, {@code formats.toy} and {@code network.toy} add,
 * together in one running service.
 *
 * <p>May use every room. A test is of one thread.
 */
package org.spectrastreams.growth;
