package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * The layers that one kind of result puts on a map. Immutable; any thread. Further families are
 * named in {@code META-INF/services}, see {@link MapLayers}.
 */
public interface LayerFamily {
  /**
   * The layers for a result, in the order in which the viewer lists them; empty where the result
   * says nothing of the kind.
   *
   * @param pipeline of the result, for titles; empty where it is not known any more
   */
  List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline);

  /** The layer that an image's status lists so; empty where it is of another family. */
  Optional<MapLayer> layer(Wire.Layer listed);

  /**
   * Whether an image takes results with and without these layers. Otherwise results whose layers
   * differ are of different images.
   */
  default boolean isOptional() {
    return false;
  }

  /**
   * Whether a finished image without these layers is begun anew by a result that has them; only
   * optional layers may.
   */
  default boolean beginsAnImage() {
    return isOptional();
  }
}
