package org.spectrastreams.stream.score;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.explain.methods.ActivationMapMethod;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.BandFields;
import org.spectrastreams.wire.proto.Wire;

/** The activation of the predicted class over the model's axis: whole, or its strongest bands. */
final class ActivationMaps implements ResultPart {
  private final boolean bandsAlone;
  private final CompactMaps maps;
  private final BandFields bands;

  private ActivationMaps(SpectralAxis axis, int points, boolean bandsAlone) {
    this.bandsAlone = bandsAlone;
    this.maps = new CompactMaps(points);
    this.bands = new BandFields(axis);
  }

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    Pipeline.ActivationMapPolicy policy = pipeline.pipeline().activationMap();
    return pipeline
        .model()
        .filter(model -> policy != Pipeline.ActivationMapPolicy.NONE)
        // A graph that came from elsewhere may have no way back, and so no map.
        .filter(model -> model.manifest().graph().gives(Meaning.ACTIVATION_MAP))
        // A map explains the predicted class; where there is none, it would explain something else.
        .filter(model -> model.manifest().outcome() == OutcomeKind.ONE_CLASS)
        .map(
            model ->
                new ActivationMaps(
                    model.axis(), model.points(), policy == Pipeline.ActivationMapPolicy.BANDS));
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    ModelScorer scorer = scored.model().orElseThrow();
    float[] curves = scorer.scores().activationMap();
    if (bandsAlone) {
      into.setActivationBands(
          bands.of(curves, scorer::row, scored.count(), Pipeline.ACTIVATION_BANDS));
    } else {
      into.setActivationMaps(maps.of(curves, scorer::row, scored.count()));
    }
  }

  @Override
  public boolean readsActivationMaps() {
    return true;
  }

  @Override
  public List<String> methods() {
    return List.of(ActivationMapMethod.ID);
  }
}
