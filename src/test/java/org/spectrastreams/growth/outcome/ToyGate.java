package org.spectrastreams.growth.outcome;

import java.util.Optional;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.stream.score.Gate;
import org.spectrastreams.stream.score.Judgement;

/** A toy gate for models named gated: what is brighter than 1 is outside their domain. */
public final class ToyGate implements Gate.Kind {
  static final String MODEL = "gated";

  @Override
  public Optional<Gate> of(ModelPackage model) {
    if (!model.id().name().equals(MODEL)) {
      return Optional.empty();
    }
    return Optional.of(
        (block, i, scorer, row) -> {
          float brightness = block.intensities()[i * block.points()];
          return brightness > 1
              ? Judgement.refused(NotJudgedReason.OUTSIDE_DOMAIN, brightness)
              : Judgement.inside(Math.max(0, brightness));
        });
  }
}
