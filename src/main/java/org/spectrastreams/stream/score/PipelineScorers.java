package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.stream.pipeline.Canary;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.wire.block.RawBlock;

/**
 * The scorers of one pipeline on one thread.
 *
 * @param versions what they score with
 * @param active the scorer of the active version
 * @param canary that of the canary, where there is one
 * @param shadow that of the shadow, where there is one
 */
public record PipelineScorers(
    Deployment.Versions versions,
    BlockScorer active,
    Optional<BlockScorer> canary,
    Optional<BlockScorer> shadow) {
  /** The scorer whose result of a block is published. */
  public BlockScorer of(RawBlock block) {
    Optional<Canary> tried = versions.canary();
    if (tried.isEmpty()) {
      return active;
    }
    String image = block.geometry().isPresent() ? block.imageId() : block.key();
    return tried.get().takes(image) ? canary.orElseThrow() : active;
  }
}
