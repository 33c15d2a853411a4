package org.spectrastreams.stream.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.wire.OutcomeBuilder;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

/**
 * How many pixels of an image were not judged, by reason, and how many carry each label. Mutable;
 * one thread at a time.
 */
final class JudgementCounts {
  /** What is counted where an image that was begun without reasons is given some. */
  private static final NotJudgedReason UNTOLD =
      new NotJudgedReason("not-judged", "not judged; scan again to see why");

  private final List<NotJudgedReason> reasons = new ArrayList<>();
  private final List<Integer> pixels = new ArrayList<>();
  private final float[] thresholds;
  private final int[] labels;

  JudgementCounts(Wire.ImageStatusOrBuilder status) {
    for (Wire.NotJudgedCount count : status.getNotJudgedList()) {
      reasons.add(new NotJudgedReason(count.getReason().getId(), count.getReason().getText()));
      pixels.add(count.getPixels());
    }
    this.thresholds = Packed.floats(status.getLabelThresholds());
    this.labels = new int[thresholds.length];
    for (int l = 0; l < labels.length; l++) {
      labels[l] = status.getLabelCounts(l);
    }
  }

  /** A pixel that is about to be entered takes the place of what it was before. */
  void replace(OutcomeView outcomes, int i, ImageLayers layers, TileState tile, int pixel) {
    Optional<NotJudgedReason> after = outcomes.notJudged(i);
    if (layers.haveReasons()) {
      int before = layers.reason(tile, pixel);
      if (before < reasons.size()) {
        count(before, -1);
      }
      int code = after.map(this::numberOf).orElse(Sentinels.TILE_NO_CLASS);
      layers.enterReason(tile, pixel, code);
      if (code < reasons.size()) {
        count(code, 1);
      }
    } else if (layers.haveClasses()) {
      ofClass(layers.predictedClass(tile, pixel)).ifPresent(before -> count(numberOf(before), -1));
      after
          .map(reason -> reason.equals(NotJudgedReason.QUALITY) ? reason : UNTOLD)
          .ifPresent(reason -> count(numberOf(reason), 1));
    }
    for (int l = 0; l < labels.length; l++) {
      labels[l] += outcomes.hasLabel(i, l) ? 1 : 0;
      labels[l] -= layers.score(tile, pixel, l) >= thresholds[l] ? 1 : 0;
    }
  }

  private static Optional<NotJudgedReason> ofClass(int code) {
    return switch (code) {
      case Sentinels.TILE_NO_CLASS -> Optional.of(NotJudgedReason.QUALITY);
      case Sentinels.TILE_NOT_JUDGED -> Optional.of(UNTOLD);
      default -> Optional.empty();
    };
  }

  /** The number of a reason in the status; those beyond what a code can tell are one. */
  private int numberOf(NotJudgedReason reason) {
    for (int r = 0; r < reasons.size(); r++) {
      if (reasons.get(r).id().equals(reason.id())) {
        return r;
      }
    }
    if (reasons.size() >= OutcomeBuilder.MAX_REASONS - 1 && !reason.equals(UNTOLD)) {
      return numberOf(UNTOLD);
    }
    reasons.add(reason);
    pixels.add(0);
    return reasons.size() - 1;
  }

  private void count(int reason, int change) {
    pixels.set(reason, pixels.get(reason) + change);
  }

  void writeTo(Wire.ImageStatus.Builder status) {
    status.clearNotJudged();
    for (int r = 0; r < reasons.size(); r++) {
      status.addNotJudged(
          Wire.NotJudgedCount.newBuilder()
              .setReason(
                  Wire.NotJudgedReason.newBuilder()
                      .setId(reasons.get(r).id())
                      .setText(reasons.get(r).text()))
              .setPixels(pixels.get(r)));
    }
    status.clearLabelCounts();
    for (int count : labels) {
      status.addLabelCounts(count);
    }
  }
}
