package org.spectrastreams.growth.outcome;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.ResultKind;
import org.spectrastreams.stream.score.ResultPart;
import org.spectrastreams.stream.score.ScoredBlock;
import org.spectrastreams.wire.OutcomeBuilder;
import org.spectrastreams.wire.proto.Wire;

/**
 * A toy kind of result that this folder and one services line add: labels for pipeline toy-labels,
 * a value for pipeline toy-value, and what is nearly flat is not judged by either.
 */
public final class ToyOutcomes implements ResultKind {
  static final List<String> LABELS = List.of("bright", "rising");
  static final float[] THRESHOLDS = {0.5f, 0};

  /** A spectrum of a smaller range has no signal. */
  static final float LEAST_RANGE = 0.01f;

  @Override
  public Optional<ResultPart> partOf(LoadedPipeline pipeline) {
    return switch (pipeline.pipeline().name()) {
      case "toy-labels" -> Optional.of(ToyOutcomes::label);
      case "toy-value" -> Optional.of(ToyOutcomes::value);
      default -> Optional.empty();
    };
  }

  private static void label(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    OutcomeBuilder outcomes = OutcomeBuilder.ofLabels(LABELS, THRESHOLDS, scored.count());
    for (int i = 0; i < scored.count(); i++) {
      Toy toy = Toy.of(scored.spectra(), i);
      if (toy.isFinite()) {
        outcomes.scores(i, toy.mean, toy.rise);
      }
      toy.gate(outcomes, i);
    }
    outcomes.addTo(into);
  }

  private static void value(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    OutcomeBuilder outcomes = OutcomeBuilder.ofValues("mean", "a.u.", scored.count());
    for (int i = 0; i < scored.count(); i++) {
      Toy toy = Toy.of(scored.spectra(), i);
      if (toy.isFinite()) {
        outcomes.value(i, toy.mean);
      }
      toy.gate(outcomes, i);
    }
    outcomes.addTo(into);
  }

  private record Toy(float mean, float rise, float range) {
    static Toy of(SpectrumBlock block, int i) {
      int points = block.points();
      float[] values = block.intensities();
      float sum = 0;
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (int p = i * points; p < (i + 1) * points; p++) {
        sum += values[p];
        min = Math.min(min, values[p]);
        max = Math.max(max, values[p]);
      }
      return new Toy(sum / points, values[(i + 1) * points - 1] - values[i * points], max - min);
    }

    boolean isFinite() {
      return Float.isFinite(mean);
    }

    void gate(OutcomeBuilder outcomes, int i) {
      if (!isFinite()) {
        outcomes.notJudged(i, NotJudgedReason.QUALITY);
        return;
      }
      outcomes.fit(i, range == 0 ? 1e6f : LEAST_RANGE / range);
      if (range < LEAST_RANGE) {
        outcomes.notJudged(i, NotJudgedReason.NOISE);
      }
    }
  }
}
