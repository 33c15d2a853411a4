/**
 * Meters of the scoring and map topologies, and the drift of contexts.
 *
 * <p>May use {@code score} and pipelines. Thread-safe.
 *
 * <p>May use what room {@code stream} may use, and of it {@code pipeline}, {@code score}, {@code
 * shadow}. Metrics are of any thread.
 */
package org.spectrastreams.stream.metrics;
