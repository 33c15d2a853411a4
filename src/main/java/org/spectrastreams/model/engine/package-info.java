/**
 * Graphs at work: what a graph reads and gives ({@link
 * org.spectrastreams.model.engine.GraphContract}), devices, and the engines that score and explain.
 * {@link org.spectrastreams.model.engine.EngineHost} owns the sessions of ONNX Runtime, which are
 * opened in one place, {@code OnnxSessions}.
 *
 * <p>Knows nothing of packages. A host is of any thread; engines own native memory and serve one
 * caller at a time.
 *
 * <p>May use what room {@code model} may use, and of it no other inner room.
 */
package org.spectrastreams.model.engine;
