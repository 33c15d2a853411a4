package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/** The class of a pixel, and how sure the ensemble is of it. */
final class ClassLayers implements LayerFamily {
  static final String CLASS = "class";

  private static final List<MapLayer> ALL =
      List.of(
          MapLayer.judgements(CLASS, "Class", ClassLayers::classes),
          MapLayer.numbers("confidence", "Confidence", "", result -> result::confidence),
          MapLayer.numbers(
              "agreement", "Agreement of the members", "", result -> result::agreement));

  /** Poor quality is no class, as ever; any other reason not to judge is told apart. */
  private static IntUnaryOperator classes(ResultView result) {
    return i ->
        result
            .outcomes()
            .notJudged(i)
            .filter(reason -> !reason.id().equals(NotJudgedReason.QUALITY.id()))
            .map(reason -> Sentinels.TILE_NOT_JUDGED)
            .orElseGet(() -> result.predictedClass(i));
  }

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.classes() > 0 ? ALL : List.of();
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return ALL.stream().filter(layer -> layer.id().equals(listed.getId())).findFirst();
  }
}
