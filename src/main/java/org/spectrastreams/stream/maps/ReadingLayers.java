package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * A layer for every reading of a further kind of result, {@code reading:} and its name: such a kind
 * needs no layers of its own.
 */
final class ReadingLayers implements LayerFamily {
  private static final String PREFIX = "reading:";

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.block().getReadingsList().stream()
        .map(
            reading ->
                layer(
                    reading.getName(),
                    reading.getTitle().isEmpty() ? reading.getName() : reading.getTitle(),
                    reading.getUnit()))
        .toList();
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return listed.getId().startsWith(PREFIX)
        ? Optional.of(
            layer(listed.getId().substring(PREFIX.length()), listed.getTitle(), listed.getUnit()))
        : Optional.empty();
  }

  private static MapLayer layer(String name, String title, String unit) {
    return MapLayer.numbers(PREFIX + name, title, unit, result -> values(result, name));
  }

  private static MapLayer.Numbers values(ResultView result, String name) {
    List<Wire.Reading> readings = result.block().getReadingsList();
    for (int r = 0; r < readings.size(); r++) {
      if (readings.get(r).getName().equals(name)) {
        int reading = r;
        return i -> result.reading(reading, i);
      }
    }
    return i -> Float.NaN;
  }
}
