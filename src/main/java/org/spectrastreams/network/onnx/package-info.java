/**
 * Networks as ONNX graphs: one rule for each operator, forward and back, and the writer that puts
 * all members of an ensemble, their vote and their maps into one graph. Thread-confined; what is
 * public has no state.
 *
 * <p>May use what room {@code network} may use, and of it {@code exact}, {@code graph}. What
 * describes a network is immutable and of any thread; what writes or computes one serves one
 * thread.
 */
package org.spectrastreams.network.onnx;
