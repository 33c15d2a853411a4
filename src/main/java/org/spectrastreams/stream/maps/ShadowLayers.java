package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.ShadowVerdict;
import org.spectrastreams.wire.proto.Wire;

/**
 * Where a version that is tried out says the same as the one in use. An image compares with one
 * such version, that of its first block; pixels of which another one was tried out are not
 * compared.
 */
final class ShadowLayers implements LayerFamily {
  private static final MapLayer AGREEMENT =
      MapLayer.named(
          "shadow",
          "Version tried out",
          LayerCodes.named(ShadowVerdict.FAILED.title(), ShadowVerdict.titles()),
          result -> i -> result.shadow(i).code());
  private static final MapLayer DIFFERENCE =
      MapLayer.numbers(
          "shadow-difference",
          "Distance from the version tried out",
          "",
          result -> result::shadowDifference);

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    if (!result.hasShadow()) {
      return List.of();
    }
    return result.outcomes().kind() == OutcomeKind.VALUE
        ? List.of(AGREEMENT, DIFFERENCE)
        : List.of(AGREEMENT);
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return List.of(AGREEMENT, DIFFERENCE).stream()
        .filter(layer -> layer.id().equals(listed.getId()))
        .findFirst();
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public boolean beginsAnImage() {
    return false; // a version is tried out beside whatever is there
  }
}
