/**
 * Traces on request: what became of a block, as spans of OpenTelemetry that are sent to a collector
 * by OTLP/HTTP, and the W3C header {@code traceparent} that ties them together over topics.
 *
 * <p>Nothing here waits for a collector, and nothing that a collector does reaches who scores:
 * spans that find no room are dropped and counted. A {@link
 * org.spectrastreams.stream.tracing.Tracer} is for any thread, a {@link
 * org.spectrastreams.stream.tracing.Trace} for the one of its record.
 *
 * <p>May use what room {@code stream} may use, and of it no other inner room.
 */
package org.spectrastreams.stream.tracing;
