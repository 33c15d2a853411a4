/**
 * Networks as ONNX graphs: one rule for each operator, forward and back, and the writer that puts
 * all members of an ensemble, their vote and their maps into one graph. Thread-confined; what is
 * public has no state.
 */
package org.spectrastreams.network.onnx;
