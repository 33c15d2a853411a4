package org.spectrastreams.stream.score;

import java.util.List;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.wire.proto.Wire;

/**
 * One part of the results of one pipeline, with the room it works in. For one thread. The same
 * block and the same model give the same part, to the byte.
 */
public interface ResultPart {
  /**
   * Adds what it knows of every spectrum of a block.
   *
   * @throws UnusableSpectrumException if the block cannot serve the pipeline at all; one spectrum
   *     that cannot be used is flagged instead
   */
  void add(ScoredBlock scored, Wire.ResultBlock.Builder into) throws UnusableSpectrumException;

  /** Whether it reads activation maps, which are computed only where a part does. */
  default boolean readsActivationMaps() {
    return false;
  }

  /** Whether it reads amortised explanations, which are computed only where a part does. */
  default boolean readsExplanations() {
    return false;
  }

  /** The ids of the explanation methods that have a share in it, for the result's provenance. */
  default List<String> methods() {
    return List.of();
  }
}
