package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Decides which of the spectra that a model scored are judged at all: those inside its domain,
 * those with a signal. A spectrum that is not gets no class, no explanation and no context. For one
 * thread; the same spectrum and the same model give the same judgement, to the bit.
 */
public interface Gate {
  /**
   * Judges one spectrum whose quality is good enough.
   *
   * @param block the spectra as they came
   * @param i the number of the spectrum in the block
   * @param scorer with what is known of the block
   * @param row of the spectrum in the scorer's prepared spectra and scores
   */
  Judgement judge(SpectrumBlock block, int i, ModelScorer scorer, int row);

  /** Whether it says how far spectra lie from what the model was trained on. */
  default boolean measuresDistance() {
    return true;
  }

  /** A kind of gate. Immutable; any thread. Kinds are named in {@code META-INF/services}. */
  interface Kind {
    /** The gate of one model, for one thread; empty where the model has none of the kind. */
    Optional<Gate> of(ModelPackage model);

    /** Gates of a lower number are asked first, and the first reason counts. */
    default int order() {
      return 0;
    }
  }
}
