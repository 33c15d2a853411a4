/**
 * Networks, each written once against {@link org.spectrastreams.network.NetworkOps}; the writer
 * that makes graphs of them, and the exact arithmetic that checks these. Used by training alone: a
 * model is served without any of it.
 *
 * <p>May use {@code model}, {@code spectrum}. What describes a network is immutable and of any
 * thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network;
