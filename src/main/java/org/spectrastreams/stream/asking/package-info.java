/**
 * The topology that answers requests for explanations, any method and class, one request at a time.
 *
 * <p>An application of its own beside scoring, so that neither waits for the other. May use {@code
 * score}, pipelines, the broker's reader and dead letters, and topic names. Everything here belongs
 * to the topology's one thread; metrics are of any thread.
 */
package org.spectrastreams.stream.asking;
