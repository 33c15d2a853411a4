/**
 * Meters of the scoring and map topologies, and the drift of contexts.
 *
 * <p>May use {@code score} and pipelines. Thread-safe.
 */
package org.spectrastreams.stream.metrics;
