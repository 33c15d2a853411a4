/**
 * Graphs at work: what a graph reads and gives ({@link
 * org.spectrastreams.model.engine.GraphContract}), sessions of ONNX Runtime, devices, and the
 * engines that score and explain. Sessions are opened in one place, {@code OnnxSessions}.
 *
 * <p>Knows nothing of packages. Engines own native memory and serve one caller at a time.
 */
package org.spectrastreams.model.engine;
