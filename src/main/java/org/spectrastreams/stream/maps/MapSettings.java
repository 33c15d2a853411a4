package org.spectrastreams.stream.maps;

import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.tracing.Tracer;

/**
 * What the map topology needs to know.
 *
 * @param pipelines for titles and time-outs
 * @param layers that maps can have
 * @param defaultTimeoutMillis after this long without a new pixel an image is incomplete
 * @param retentionMillis how long a finished image is kept; −1: for ever
 * @param version the version of the service, for dead letters
 * @param tracer hears of every result
 */
public record MapSettings(
    KnownPipelines pipelines,
    MapLayers layers,
    long defaultTimeoutMillis,
    long retentionMillis,
    String version,
    Tracer tracer) {
  /** The time-out of images of one pipeline, in ms. */
  long timeoutMillis(String pipeline) {
    return pipelines
        .find(pipeline)
        .flatMap(Pipeline::imageTimeoutSeconds)
        .map(seconds -> seconds * 1000L)
        .orElse(defaultTimeoutMillis);
  }
}
