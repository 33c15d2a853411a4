package org.spectrastreams.stream.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * The labels of a pixel, each with its score, and how many it carries; or its value. A pixel that
 * was not judged has none of them.
 */
final class OutcomeLayers implements LayerFamily {
  /** The layer of label {@code n} is {@code label:n}; its title is the label. */
  static final String LABEL = "label:";

  private static final String LABELS = "labels";
  private static final String VALUE = "value";

  @Override
  public List<MapLayer> layersOf(ResultView result, Optional<Pipeline> pipeline) {
    OutcomeView outcomes = result.outcomes();
    return switch (outcomes.kind()) {
      case ONE_CLASS -> List.of();
      case LABELS -> {
        List<MapLayer> layers = new ArrayList<>();
        layers.add(present("Labels present"));
        for (int l = 0; l < outcomes.labels().size(); l++) {
          layers.add(score(l, outcomes.labels().get(l)));
        }
        yield List.copyOf(layers);
      }
      case VALUE ->
          List.of(
              value(
                  outcomes.valueName().isEmpty() ? "Value" : outcomes.valueName(),
                  outcomes.valueUnit()));
    };
  }

  private static MapLayer present(String title) {
    return MapLayer.numbers(LABELS, title, "", result -> i -> present(result.outcomes(), i));
  }

  private static float present(OutcomeView outcomes, int i) {
    if (!outcomes.isJudged(i)) {
      return Float.NaN;
    }
    int present = 0;
    for (int l = 0; l < outcomes.labels().size(); l++) {
      present += outcomes.hasLabel(i, l) ? 1 : 0;
    }
    return present;
  }

  private static MapLayer score(int label, String title) {
    return MapLayer.numbers(
        LABEL + label, title, "", result -> i -> result.outcomes().score(i, label));
  }

  private static MapLayer value(String title, String unit) {
    return MapLayer.numbers(VALUE, title, unit, result -> result.outcomes()::value);
  }

  @Override
  public Optional<MapLayer> layer(Wire.Layer listed) {
    String id = listed.getId();
    if (id.equals(LABELS)) {
      return Optional.of(present(listed.getTitle()));
    }
    if (id.equals(VALUE)) {
      return Optional.of(value(listed.getTitle(), listed.getUnit()));
    }
    return id.matches(LABEL + "[0-9]{1,3}")
        ? Optional.of(score(Integer.parseInt(id.substring(LABEL.length())), listed.getTitle()))
        : Optional.empty();
  }
}
