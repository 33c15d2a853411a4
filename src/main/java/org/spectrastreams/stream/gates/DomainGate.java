package org.spectrastreams.stream.gates;

import java.util.Optional;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.Gate;
import org.spectrastreams.stream.score.Judgement;
import org.spectrastreams.stream.score.ModelScorer;

/**
 * Refuses spectra unlike those a model was trained on, by the distance that its graph computes with
 * the scores. Immutable.
 */
public final class DomainGate implements Gate {
  /** The gate of every model that knows its domain. */
  public static final class Kind implements Gate.Kind {
    @Override
    public Optional<Gate> of(ModelPackage model) {
      return model.manifest().domain().isKnown() ? Optional.of(new DomainGate()) : Optional.empty();
    }
  }

  @Override
  public Judgement judge(SpectrumBlock block, int i, ModelScorer scorer, int row) {
    float distance = scorer.scores().distances()[row];
    return distance <= 1
        ? Judgement.inside(distance)
        : Judgement.refused(NotJudgedReason.OUTSIDE_DOMAIN, distance);
  }
}
