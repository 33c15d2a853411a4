package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/** A layer for every band that the pipeline reads, {@code band:} and its name. */
final class BandLayers implements LayerFamily {
  private static final String PREFIX = "band:";

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.block().getBandsList().stream()
        .map(band -> layer(band.getName(), title(pipeline, band.getName()), band.getUnit()))
        .toList();
  }

  private static String title(Optional<Pipeline> pipeline, String band) {
    return pipeline.stream()
        .flatMap(known -> known.bands().stream())
        .filter(definition -> definition.name().equals(band))
        .map(BandDefinition::title)
        .findFirst()
        .orElse(band);
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
    List<Wire.BandValues> bands = result.block().getBandsList();
    for (int b = 0; b < bands.size(); b++) {
      if (bands.get(b).getName().equals(name)) {
        int band = b;
        return i -> result.band(band, i);
      }
    }
    return i -> Float.NaN;
  }
}
