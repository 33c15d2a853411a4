package org.spectrastreams.stream.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.methods.AmortisedLimeMethod;
import org.spectrastreams.explain.methods.ContextMethod;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.BandFields;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/**
 * The amortised explanations of a block's predicted classes, as far as the pipeline wants them:
 * contexts, the strongest bands of the LIME weights, the weights themselves.
 */
final class ContextFields implements ResultPart {
  private final ExplanationPolicy policy;
  private final BandFields bands;
  private final CompactMaps maps;

  private ContextFields(ExplanationPolicy policy, SpectralAxis axis) {
    this.policy = policy;
    this.bands = new BandFields(axis);
    this.maps = new CompactMaps(axis.size());
  }

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    return pipeline
        .contexts()
        .filter(
            known -> pipeline.model().orElseThrow().manifest().outcome() == OutcomeKind.ONE_CLASS)
        .map(known -> new ContextFields(pipeline.pipeline().explanations(), known.axis()));
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    ModelScorer scorer = scored.model().orElseThrow();
    BlockExplainer explainer = scorer.explainer().orElseThrow();
    int count = scored.count();
    IntUnaryOperator placed =
        i -> {
          int row = scorer.row(i);
          return row >= 0 && explainer.isPlaced(row) ? row : -1;
        };
    if (policy.contexts()) {
      addContexts(explainer.assignment(), placed, count, into);
    }
    if (policy.limeBands() > 0) {
      into.setLimeBands(bands.of(explainer.limeWeights(), placed, count, policy.limeBands()));
    }
    if (policy.limeMap() == ExplanationPolicy.LimeMap.COMPACT) {
      into.setLimeMaps(maps.of(explainer.limeWeights(), placed, count));
    }
  }

  private static void addContexts(
      ContextAssignment found, IntUnaryOperator placed, int count, Wire.ResultBlock.Builder into) {
    short[] context = new short[count];
    float[] distance = new float[count];
    float[] latent = new float[count * ResultView.LATENT];
    byte[] label = none(count);
    byte[] linearised = none(count);
    byte[] contradicts = new byte[count];
    byte[] outside = new byte[count];
    for (int i = 0; i < count; i++) {
      int row = placed.applyAsInt(i);
      boolean known = row >= 0;
      context[i] = (short) (known ? found.context()[row] : Sentinels.NO_CONTEXT);
      distance[i] = known ? found.distance()[row] : Float.NaN;
      for (int axis = 0; axis < ResultView.LATENT; axis++) {
        latent[ResultView.LATENT * i + axis] =
            known ? found.projection()[ResultView.LATENT * row + axis] : Float.NaN;
      }
      if (known) {
        label[i] = (byte) found.label()[row];
        linearised[i] = (byte) found.linearised()[row];
        contradicts[i] = (byte) (found.contradicts()[row] ? 1 : 0);
        outside[i] = (byte) (found.outside()[row] ? 1 : 0);
      }
    }
    into.setContext(Packed.shorts(context))
        .setContextDistance(Packed.floats(distance))
        .setContextClass(Packed.bytes(label))
        .setLinearisedClass(Packed.bytes(linearised))
        .setContradicts(Packed.bytes(contradicts))
        .setOutsideContext(Packed.bytes(outside))
        .setLatent(Packed.floats(latent));
  }

  private static byte[] none(int count) {
    byte[] classes = new byte[count];
    Arrays.fill(classes, (byte) Sentinels.NO_CLASS);
    return classes;
  }

  @Override
  public boolean readsExplanations() {
    return true;
  }

  @Override
  public List<String> methods() {
    List<String> methods = new ArrayList<>();
    if (policy.hasLime()) {
      methods.add(AmortisedLimeMethod.ID);
    }
    if (policy.contexts()) {
      methods.add(ContextMethod.ID);
    }
    return methods;
  }
}
