package org.spectrastreams.stream.score;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.model.Calibration;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.OutcomeBuilder;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * One class of many for every spectrum: the class, the members' votes, their mean probabilities,
 * and the quality flags that say why there is none.
 */
final class OneClass implements ResultPart {
  private float[] fractions = {};
  private float[] means = {};
  private float[] probabilities = {};

  private OneClass() {}

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    return pipeline
        .model()
        .filter(model -> model.manifest().outcome() == OutcomeKind.ONE_CLASS)
        .map(model -> new OneClass());
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    ModelScorer scorer = scored.model().orElseThrow();
    EnsembleScores scores = scorer.scores();
    int count = scored.count();
    int members = scores.members();
    int classes = scores.classes();
    byte[] predicted = new byte[count];
    byte[] votes = new byte[count * members];
    Arrays.fill(predicted, (byte) Sentinels.NO_CLASS);
    Arrays.fill(votes, (byte) Sentinels.NO_CLASS);
    clear(count * classes);
    Calibration calibration = scorer.model().manifest().calibration();
    byte[] sets = new byte[calibration.sets().isKnown() ? count * classes : 0];
    OutcomeBuilder outcomes = OutcomeBuilder.ofClasses(count);
    short[] quality = new short[count];
    for (int i = 0; i < count; i++) {
      int at = i;
      quality[i] = (short) scorer.flags(i);
      int row = scorer.row(i);
      if (row >= 0) {
        EnsembleVote.count(
            scores.memberProbabilities(),
            row * members * classes,
            members,
            classes,
            votes,
            i * members,
            fractions,
            means,
            i * classes);
        if (calibration.isKnown()) {
          calibration.apply(means, i * classes, classes, probabilities);
          if (calibration.sets().isKnown()) {
            calibration.sets().apply(probabilities, i * classes, classes, sets);
          }
        }
        // The graph's own answer, of which it made the activation map.
        predicted[i] = (byte) scores.predicted()[row];
      }
      Judgement judgement = scorer.judgement(i);
      judgement.reason().ifPresent(reason -> outcomes.notJudged(at, reason));
      if (scorer.isGated()) {
        outcomes.fit(i, judgement.distance());
      }
    }
    if (calibration.isKnown()) {
      into.setClassProbabilities(Packed.floats(probabilities, count * classes));
    }
    if (calibration.sets().isKnown()) {
      into.setClassSetsLevel((float) calibration.sets().level()).setClassSets(Packed.bytes(sets));
    }
    outcomes.addTo(into);
    into.addAllClassNames(scorer.model().classes())
        .setMembers(members)
        .setPredictedClass(Packed.bytes(predicted))
        .setMemberVotes(Packed.bytes(votes))
        .setVoteFractions(Packed.floats(fractions, count * classes))
        .setMeanProbabilities(Packed.floats(means, count * classes))
        .setQuality(Packed.shorts(quality));
  }

  private void clear(int values) {
    if (fractions.length < values) {
      fractions = new float[values];
      means = new float[values];
      probabilities = new float[values];
    }
    Arrays.fill(fractions, 0, values, 0);
    Arrays.fill(means, 0, values, 0);
    Arrays.fill(probabilities, 0, values, 0);
  }
}
