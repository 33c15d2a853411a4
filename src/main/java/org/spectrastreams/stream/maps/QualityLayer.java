package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/** The quality flags of a pixel, which every map has: they say which pixels were seen. */
final class QualityLayer implements LayerFamily {
  static final String ID = "quality";

  private static final MapLayer QUALITY = MapLayer.flags(ID, "Quality", result -> result::quality);

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return List.of(QUALITY);
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return listed.getId().equals(ID) ? Optional.of(QUALITY) : Optional.empty();
  }
}
