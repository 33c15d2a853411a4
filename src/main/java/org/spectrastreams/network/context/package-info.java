/**
 * The amortised explainer and the encoders of contexts, and the graph they are served as.
 *
 * <p>May use what room {@code network} may use, and of it {@code graph}, {@code onnx}. What
 * describes a network is immutable and of any thread; what writes or computes one serves one
 * thread.
 */
package org.spectrastreams.network.context;
