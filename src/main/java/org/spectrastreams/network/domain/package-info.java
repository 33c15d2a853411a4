/**
 * What a model was trained on, as a distance that its graph computes with the scores.
 *
 * <p>May use what room {@code network} may use, and of it {@code onnx}. What describes a network is
 * immutable and of any thread; what writes or computes one serves one thread.
 */
package org.spectrastreams.network.domain;
