package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.wire.block.RawBlock;

/**
 * A block that was just scored, as the parts of its result see it. It holds until the thread's next
 * block.
 *
 * @param raw the block
 * @param model with the numbers of this block; empty where the pipeline has no model
 */
public record ScoredBlock(RawBlock raw, Optional<ModelScorer> model) {
  /** The spectra as they came. */
  public SpectrumBlock spectra() {
    return raw.spectra();
  }

  /** How many they are. */
  public int count() {
    return raw.spectra().count();
  }
}
