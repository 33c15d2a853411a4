package org.spectrastreams.stream.shadow;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.RawBlock;

/**
 * Scores blocks that have their result already by a version that is tried out, and compares. What
 * it finds is never published, and whatever becomes of it has no effect on the result. For one
 * thread.
 */
public final class ShadowComparison {
  /** What became of the spectra of one block. */
  public enum Comparison {
    /** Both versions say the same: one class, the same labels, or both judge (a value). */
    AGREES,
    /** Both judge, and say different things. */
    DIFFERS,
    /** Only the version in use judges. */
    SHADOW_DOES_NOT_JUDGE,
    /** Only the shadow judges. */
    SHADOW_ALONE_JUDGES,
    /** Neither judges. */
    NEITHER_JUDGES,
    /** The shadow could not score the block. */
    FAILED
  }

  /** Hears how the spectra of a block compare. */
  public interface Sink {
    /**
     * Hears how spectra compare.
     *
     * @param spectra how many of the block
     */
    void compared(LoadedPipeline shadow, Comparison comparison, int spectra);

    /** Hears of two values of one spectrum, in the unit of both. */
    void differed(LoadedPipeline shadow, float difference);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ShadowComparison.class);

  private final Sink sink;
  private final Set<String> failed = new HashSet<>();

  /**
   * Compares nothing yet.
   *
   * @param sink hears what is found, on the thread of the comparison
   */
  public ShadowComparison(Sink sink) {
    this.sink = sink;
  }

  /**
   * Scores a block and compares what is found with the published result.
   *
   * @param scorer of the version that is tried out
   */
  public void compare(BlockScorer scorer, RawBlock block, ResultView published) {
    LoadedPipeline shadow = scorer.loaded();
    ResultView own;
    try {
      own = ResultView.of(scorer.score(block, BlockScorer.Place.NONE));
    } catch (RejectedRecordException | RuntimeException e) {
      sink.compared(shadow, Comparison.FAILED, published.count());
      String model = shadow.model().orElseThrow().id().toString();
      if (failed.add(model)) {
        LOG.warn(
            "the shadow {} of pipeline {} cannot score a block of image \"{}\": {}; results are not"
                + " touched by it, and this is said once",
            model,
            shadow.name(),
            block.imageId(),
            e.toString());
      }
      return;
    }
    Map<Comparison, Integer> counts = new EnumMap<>(Comparison.class);
    for (int i = 0; i < published.count(); i++) {
      counts.merge(compare(published, own, i), 1, Integer::sum);
    }
    counts.forEach((comparison, count) -> sink.compared(shadow, comparison, count));
    if (published.outcomes().hasValues()) {
      for (int i = 0; i < published.count(); i++) {
        float difference = Math.abs(own.outcomes().value(i) - published.outcomes().value(i));
        if (!Float.isNaN(difference)) {
          sink.differed(shadow, difference);
        }
      }
    }
  }

  private static Comparison compare(ResultView published, ResultView own, int i) {
    boolean judged = published.outcomes().isJudged(i);
    boolean shadowed = own.outcomes().isJudged(i);
    if (!judged || !shadowed) {
      return judged
          ? Comparison.SHADOW_DOES_NOT_JUDGE
          : shadowed ? Comparison.SHADOW_ALONE_JUDGES : Comparison.NEITHER_JUDGES;
    }
    boolean same =
        switch (published.outcomes().kind()) {
          case ONE_CLASS -> published.predictedClass(i) == own.predictedClass(i);
          case LABELS -> haveTheSameLabels(published.outcomes(), own.outcomes(), i);
          case VALUE -> true; // how far they are apart is told as a number
        };
    return same ? Comparison.AGREES : Comparison.DIFFERS;
  }

  private static boolean haveTheSameLabels(OutcomeView published, OutcomeView own, int i) {
    for (int label = 0; label < published.labels().size(); label++) {
      if (published.hasLabel(i, label) != own.hasLabel(i, label)) {
        return false;
      }
    }
    return true;
  }
}
