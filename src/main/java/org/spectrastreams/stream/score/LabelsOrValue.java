package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.OutcomeBuilder;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * The labels of every spectrum, or its value, where that is the model's task: the mean of its
 * members' scores, and the quality flags that say why there is none.
 */
final class LabelsOrValue implements ResultPart {
  private final ModelManifest manifest;
  private final float[] thresholds;
  private final float[] means;

  private LabelsOrValue(ModelManifest manifest) {
    this.manifest = manifest;
    this.thresholds = new float[manifest.answer().thresholds().size()];
    for (int l = 0; l < thresholds.length; l++) {
      thresholds[l] = manifest.answer().thresholds().get(l);
    }
    this.means = new float[manifest.classes().size()];
  }

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    return pipeline
        .model()
        .filter(model -> model.manifest().outcome() != OutcomeKind.ONE_CLASS)
        .map(model -> new LabelsOrValue(model.manifest()));
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    ModelScorer scorer = scored.model().orElseThrow();
    int count = scored.count();
    boolean isValue = manifest.outcome() == OutcomeKind.VALUE;
    OutcomeBuilder outcomes =
        isValue
            ? OutcomeBuilder.ofValues(manifest.classes().get(0), manifest.answer().unit(), count)
            : OutcomeBuilder.ofLabels(manifest.classes(), thresholds, count);
    short[] quality = new short[count];
    for (int i = 0; i < count; i++) {
      quality[i] = (short) scorer.flags(i);
      Judgement judgement = scorer.judgement(i);
      if (judgement.reason().isPresent()) {
        outcomes.notJudged(i, judgement.reason().get());
      } else {
        average(scorer.scores(), scorer.row(i));
        if (isValue) {
          outcomes.value(i, means[0]);
        } else {
          outcomes.scores(i, means);
        }
      }
      if (scorer.isGated()) {
        outcomes.fit(i, judgement.distance());
      }
    }
    outcomes.addTo(into);
    into.setMembers(manifest.members()).setQuality(Packed.shorts(quality));
  }

  private void average(EnsembleScores scores, int row) {
    int members = scores.members();
    for (int c = 0; c < means.length; c++) {
      double sum = 0;
      for (int m = 0; m < members; m++) {
        sum += scores.memberProbabilities()[(row * members + m) * means.length + c];
      }
      means[c] = (float) (sum / members);
    }
  }
}
