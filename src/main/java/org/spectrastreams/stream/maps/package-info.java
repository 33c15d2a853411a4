/**
 * The map topology: results in, tiles and states of images out.
 *
 * <p>{@link org.spectrastreams.stream.maps.MapProcessor} acts on what an {@link
 * org.spectrastreams.stream.maps.ImageMap} says a result did to it; stores and topics have an
 * object each. A layer is a {@link org.spectrastreams.stream.maps.MapLayer}, which knows how it is
 * listed, encoded and read from results; a further one is a {@link
 * org.spectrastreams.stream.maps.LayerFamily} named in {@code META-INF/services}.
 *
 * <p>May use pipelines, metrics, the broker's dead letters, topic names, and {@code wire}. Layers
 * are immutable and of any thread; all else belongs to the thread of its task.
 *
 * <p>May use what room {@code stream} may use, and of it {@code broker}, {@code config}, {@code
 * metrics}, {@code pipeline}, {@code tracing}.
 */
package org.spectrastreams.stream.maps;
