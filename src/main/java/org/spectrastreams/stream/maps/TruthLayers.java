package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * What is truly there, where a block tells it, as simulated ones do, and what the model makes of
 * it: so that anyone sees where a model is wrong.
 */
final class TruthLayers implements LayerFamily {
  static final String TRUTH = "truth";
  static final String VERDICT = "truth-verdict";

  /** What a verdict can be, by its code. */
  static final List<String> VERDICTS =
      List.of(
          "right class",
          "wrong class",
          "a class where none belongs",
          "rightly without a class",
          "a class missed");

  private static final MapLayer TRUTHS =
      MapLayer.named(TRUTH, "Truth", LayerCodes.TRUTHS, result -> result::truth);
  private static final MapLayer MADE_OF_IT =
      MapLayer.named(
          VERDICT, "Model against truth", LayerCodes.verdicts(VERDICTS), TruthLayers::verdicts);

  /** Right or wrong by the names: where truth is a class of the model, it has the class's name. */
  private static IntUnaryOperator verdicts(ResultView result) {
    List<String> classes = result.block().getClassNamesList();
    int[] classOf =
        result.block().getTruthNamesList().stream().mapToInt(classes::indexOf).toArray();
    return i -> {
      int truth = result.truth(i);
      if (truth == Sentinels.NO_CLASS) {
        return Sentinels.NO_CLASS;
      }
      int predicted = result.predictedClass(i);
      if (classOf[truth] < 0) {
        return predicted == Sentinels.NO_CLASS ? 3 : 2;
      }
      if (predicted == Sentinels.NO_CLASS) {
        return 4;
      }
      return predicted == classOf[truth] ? 0 : 1;
    };
  }

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    if (!result.hasTruth()) {
      return List.of();
    }
    return result.classes() > 0 ? List.of(TRUTHS, MADE_OF_IT) : List.of(TRUTHS);
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    return List.of(TRUTHS, MADE_OF_IT).stream()
        .filter(layer -> layer.id().equals(listed.getId()))
        .findFirst();
  }

  @Override
  public boolean isOptional() {
    return true; // a block of an image may not know it
  }
}
