package org.spectrastreams.stream.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.RawBlock;

/**
 * Which scored spectra are audited: a share drawn by the hash of the record's key and the
 * spectrum's index, the same ones whenever the record is scored; and all doubtful ones.
 *
 * @param fraction the share that is drawn, 0 to 1
 * @param confidence a spectrum of a lower confidence is doubtful
 */
public record AuditChoice(double fraction, double confidence) {
  /** A number for a record, from which every spectrum's draw follows. */
  static long base(RawBlock block) {
    CRC32C crc = new CRC32C();
    crc.update(block.key().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** A seed for spectrum {@code index} of a record; 63 bits. */
  static long seed(long base, int index) {
    // The finaliser of SplitMix64 spreads neighbouring numbers over all bits.
    long z = base * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + 1;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }

  /** Why spectrum {@code i} of a result is audited; empty where it is not. */
  Optional<AuditCause> of(ResultView result, int i, long base) {
    if (result.predictedClass(i) == Sentinels.NO_CLASS
        || result.context(i) == Sentinels.NO_CONTEXT) {
      return Optional.empty();
    }
    if (seed(base, i) * 0x1p-63 < fraction) {
      return Optional.of(AuditCause.SAMPLED);
    }
    return result.contradicts(i) || result.confidence(i) < confidence
        ? Optional.of(AuditCause.DOUBTFUL)
        : Optional.empty();
  }
}
