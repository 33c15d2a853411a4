package org.spectrastreams.stream.gates;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.score.Gate;
import org.spectrastreams.stream.score.Judgement;
import org.spectrastreams.stream.score.ModelScorer;

/**
 * Refuses runs of spectra that are the same to the last bit: no two measurements are, so the
 * detector or the file repeats itself. Looks at one block at a time. For one thread.
 */
public final class FrozenGate implements Gate {
  /** Equal spectra in a row from which on none of them is judged. */
  static final int RUN = 8;

  /** The reason. */
  public static final NotJudgedReason FROZEN =
      new NotJudgedReason(
          "frozen",
          RUN + " or more spectra in a row are the same to the last bit: a dead detector");

  /** The gate of every model. */
  public static final class Kind implements Gate.Kind {
    @Override
    public Optional<Gate> of(ModelPackage model) {
      return Optional.of(new FrozenGate());
    }

    @Override
    public int order() {
      return -1;
    }
  }

  private SpectrumBlock seen;
  private boolean[] frozen = {};

  @Override
  public boolean measuresDistance() {
    return false;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same block is asked about spectrum by spectrum
  public Judgement judge(SpectrumBlock block, int i, ModelScorer scorer, int row) {
    if (block != seen) {
      look(block);
      seen = block;
    }
    return frozen[i] ? Judgement.refused(FROZEN, Float.NaN) : Judgement.JUDGED;
  }

  private void look(SpectrumBlock block) {
    int count = block.count();
    int points = block.points();
    frozen = frozen.length < count ? new boolean[count] : frozen;
    float[] values = block.intensities();
    int start = 0;
    for (int i = 1; i <= count; i++) {
      boolean same =
          i < count
              && Arrays.equals(
                  values,
                  start * points,
                  (start + 1) * points,
                  values,
                  i * points,
                  (i + 1) * points);
      if (!same) {
        Arrays.fill(frozen, start, i, i - start >= RUN);
        start = i;
      }
    }
  }
}
