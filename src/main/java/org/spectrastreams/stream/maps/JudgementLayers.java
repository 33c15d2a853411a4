package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Which pixels were not judged and why, and how far each lies from what the model was trained on.
 * Classes that are missing for poor quality alone need no such layers: the layers of classes and of
 * quality say all of it.
 */
final class JudgementLayers implements LayerFamily {
  /** Indices into the reasons of the image's status, which the image enters itself. */
  static final String NOT_JUDGED = "not-judged";

  private static final MapLayer REASONS =
      MapLayer.ofTheImage(NOT_JUDGED, "Not judged", LayerCodes.REASONS);
  private static final MapLayer FIT =
      MapLayer.numbers(
          "fit", "Distance from the training spectra", "", result -> result.outcomes()::fit);

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    OutcomeView outcomes = result.outcomes();
    if (outcomes.hasFit()) {
      return List.of(REASONS, FIT);
    }
    return outcomes.kind() != OutcomeKind.ONE_CLASS || hasOtherReasons(result)
        ? List.of(REASONS)
        : List.of();
  }

  private static boolean hasOtherReasons(ResultView result) {
    return result.block().getNotJudgedReasonsList().stream()
        .anyMatch(reason -> !reason.getId().equals(NotJudgedReason.QUALITY.id()));
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return List.of(REASONS, FIT).stream()
        .filter(layer -> layer.id().equals(listed.getId()))
        .findFirst();
  }

  @Override
  public boolean isOptional() {
    return true; // a model may have learnt its domain while an image was scanned
  }
}
