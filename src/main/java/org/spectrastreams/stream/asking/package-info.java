/**
 * The topology that answers requests for explanations, any method and class, one request at a time.
 *
 * <p>An application of its own beside scoring, so that neither waits for the other. Everything here
 * belongs to the topology's one thread; metrics are of any thread.
 *
 * <p>May use what room {@code stream} may use, and of it {@code broker}, {@code config}, {@code
 * pipeline}, {@code score}.
 */
package org.spectrastreams.stream.asking;
