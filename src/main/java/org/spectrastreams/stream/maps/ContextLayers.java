package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * The context of a pixel, what it says of the class, and its place in the picture of the latent
 * space. A pixel without a context has none of them.
 */
final class ContextLayers implements LayerFamily {
  private static final List<MapLayer> ALL =
      List.of(
          MapLayer.indices("context", "Context", ContextLayers::contexts),
          MapLayer.choices(
              "contradiction",
              "Contradicted by the context",
              List.of("agrees with its context", "contradicted by its context"),
              ContextLayers::contradictions),
          MapLayer.classes("linearised", "Linearised vote", ContextLayers::linearised),
          MapLayer.numbers("latent-1", "Latent space 1", "", result -> latent(result, 0)),
          MapLayer.numbers("latent-2", "Latent space 2", "", result -> latent(result, 1)));

  private static IntUnaryOperator contexts(ResultView result) {
    return result::context;
  }

  private static boolean hasContext(ResultView result, int i) {
    return result.context(i) != Sentinels.NO_CONTEXT;
  }

  private static IntUnaryOperator contradictions(ResultView result) {
    return i -> {
      if (!hasContext(result, i)) {
        return Sentinels.NO_CLASS;
      }
      return result.contradicts(i) ? 1 : 0;
    };
  }

  private static IntUnaryOperator linearised(ResultView result) {
    return i -> hasContext(result, i) ? result.linearisedClass(i) : Sentinels.NO_CLASS;
  }

  private static MapLayer.Numbers latent(ResultView result, int axis) {
    return i -> hasContext(result, i) ? result.latent(i, axis) : Float.NaN;
  }

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    return result.hasContexts() ? ALL : List.of();
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return ALL.stream().filter(layer -> layer.id().equals(listed.getId())).findFirst();
  }

  @Override
  public boolean isOptional() {
    return true; // a model may have learnt contexts while an image was scanned
  }
}
