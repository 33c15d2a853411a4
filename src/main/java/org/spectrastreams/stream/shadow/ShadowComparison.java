package org.spectrastreams.stream.shadow;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.ShadowVerdict;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Scores blocks that have their result already by a version that is tried out, and compares. What
 * that version says is never published, only how it compares; whatever becomes of it has no other
 * effect on the result. For one thread.
 */
public final class ShadowComparison {
  /** Hears how the spectra of a block compare. */
  public interface Sink {
    /**
     * Hears how spectra compare.
     *
     * @param spectra how many of the block
     */
    void compared(LoadedPipeline shadow, ShadowVerdict verdict, int spectra);

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
   * @return how it compares, of every spectrum
   */
  public Wire.ShadowAgreement compare(BlockScorer scorer, RawBlock block, ResultView published) {
    LoadedPipeline shadow = scorer.loaded();
    ModelPackage model = shadow.model().orElseThrow();
    byte[] codes = new byte[published.count()];
    Wire.ShadowAgreement.Builder agreement =
        Wire.ShadowAgreement.newBuilder()
            .setModel(
                Wire.ModelVersion.newBuilder()
                    .setModel(model.id().toString())
                    .setDigest(model.digest()));
    ResultView own;
    try {
      own = ResultView.of(scorer.score(block, BlockScorer.Place.NONE));
    } catch (RejectedRecordException | RuntimeException e) {
      sink.compared(shadow, ShadowVerdict.FAILED, published.count());
      tellOnce(shadow, model, block, e);
      Arrays.fill(codes, (byte) ShadowVerdict.FAILED.code());
      return agreement.setComparison(ByteString.copyFrom(codes)).build();
    }
    Map<ShadowVerdict, Integer> counts = new EnumMap<>(ShadowVerdict.class);
    for (int i = 0; i < codes.length; i++) {
      ShadowVerdict verdict = compare(published, own, i);
      codes[i] = (byte) verdict.code();
      counts.merge(verdict, 1, Integer::sum);
    }
    counts.forEach((verdict, count) -> sink.compared(shadow, verdict, count));
    if (published.outcomes().hasValues()) {
      agreement.setDifference(Packed.floats(differences(shadow, published, own)));
    }
    return agreement.setComparison(ByteString.copyFrom(codes)).build();
  }

  private float[] differences(LoadedPipeline shadow, ResultView published, ResultView own) {
    float[] differences = new float[published.count()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(own.outcomes().value(i) - published.outcomes().value(i));
      if (!Float.isNaN(differences[i])) {
        sink.differed(shadow, differences[i]);
      }
    }
    return differences;
  }

  private void tellOnce(LoadedPipeline shadow, ModelPackage model, RawBlock block, Exception why) {
    if (failed.add(model.id().toString())) {
      LOG.warn(
          "the shadow {} of pipeline {} cannot score a block of image \"{}\": {}; results are not"
              + " touched by it, and this is said once",
          model.id(),
          shadow.name(),
          block.imageId(),
          why.toString());
    }
  }

  private static ShadowVerdict compare(ResultView published, ResultView own, int i) {
    boolean judged = published.outcomes().isJudged(i);
    boolean shadowed = own.outcomes().isJudged(i);
    if (!judged || !shadowed) {
      return judged
          ? ShadowVerdict.SHADOW_DOES_NOT_JUDGE
          : shadowed ? ShadowVerdict.SHADOW_ALONE_JUDGES : ShadowVerdict.NEITHER_JUDGES;
    }
    return switch (published.outcomes().kind()) {
      case ONE_CLASS -> same(published.predictedClass(i) == own.predictedClass(i));
      case LABELS -> same(haveTheSameLabels(published.outcomes(), own.outcomes(), i));
      case VALUE -> ShadowVerdict.BOTH_JUDGE;
    };
  }

  private static ShadowVerdict same(boolean same) {
    return same ? ShadowVerdict.AGREES : ShadowVerdict.DIFFERS;
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
