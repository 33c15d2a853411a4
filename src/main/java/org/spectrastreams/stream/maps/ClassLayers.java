package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/** The class of a pixel, and how sure the ensemble is of it. */
final class ClassLayers implements LayerFamily {
  static final String CLASS = "class";

  private static final List<MapLayer> ALL =
      List.of(
          MapLayer.classes(CLASS, "Class", result -> result::predictedClass),
          MapLayer.numbers("confidence", "Confidence", "", result -> result::confidence),
          MapLayer.numbers(
              "agreement", "Agreement of the members", "", result -> result::agreement));

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.classes() > 0 ? ALL : List.of();
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return ALL.stream().filter(layer -> layer.id().equals(listed.getId())).findFirst();
  }
}
