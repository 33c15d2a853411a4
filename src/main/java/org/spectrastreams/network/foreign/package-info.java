/**
 * Models that were trained elsewhere and come as ONNX: what of a graph is accepted, the graph
 * written again as a network of this program, so that it gets its way back, and where an operator
 * has none, the graph as it came. Values are immutable and safe for any number of threads.
 *
 * <p>May use what room {@code network} may use, and of it {@code graph}, {@code onnx}.
 */
package org.spectrastreams.network.foreign;
