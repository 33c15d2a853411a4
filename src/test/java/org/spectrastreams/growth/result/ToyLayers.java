package org.spectrastreams.growth.result;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.maps.LayerFamily;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * Layers that the project does not know: whether the toy kind's value is above one. All that they
 * take is this class and its line in {@code META-INF/services}.
 */
public final class ToyLayers implements LayerFamily {
  static final List<String> ANSWERS = List.of("low", "high");
  static final String ID = "toy-high";

  private static final MapLayer HIGH =
      MapLayer.choices(
          ID,
          "Above one",
          ANSWERS,
          result ->
              i -> {
                float value = result.reading(0, i);
                return Float.isNaN(value) ? Sentinels.NO_CLASS : value > 1 ? 1 : 0;
              });

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.block().getReadingsList().stream()
            .anyMatch(reading -> reading.getName().equals(ToyKind.NAME))
        ? List.of(HIGH)
        : List.of();
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return listed.getId().equals(ID) ? Optional.of(HIGH) : Optional.empty();
  }
}
