package org.spectrastreams.wire.block;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.PixelTruth;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/** Reads what a block says is truly there. For one thread. */
final class TruthField {
  // A character takes up to 3 bytes in UTF-8, half a surrogate pair 2.
  private static final int NAME_BYTES = 3 * PixelTruth.NAME_LENGTH;

  private final List<String> names = new ArrayList<>();
  private int offset;
  private int length;

  void readName(FieldReader fields) throws IOException, RejectedRecordException {
    if (names.size() == PixelTruth.MAX_NAMES) {
      throw new RejectedRecordException(
          RejectReason.TEXT_TOO_LONG,
          "more than " + PixelTruth.MAX_NAMES + " truth_names; expected at most so many");
    }
    names.add(fields.text("truth_names", NAME_BYTES));
  }

  void readIndices(FieldReader fields) throws IOException, RejectedRecordException {
    length = fields.length("truth");
    offset = fields.skip(length);
  }

  /**
   * The truth of all spectra, empty where the block has none.
   *
   * @param value the record
   * @param spectra of the block
   */
  Optional<PixelTruth> check(byte[] value, int spectra) throws RejectedRecordException {
    if (names.isEmpty() && length == 0) {
      return Optional.empty();
    }
    if (length != spectra) {
      throw new RejectedRecordException(
          RejectReason.LENGTHS_DISAGREE,
          length + " bytes of truth; expected one a spectrum, " + spectra);
    }
    try {
      return Optional.of(new PixelTruth(names, Arrays.copyOfRange(value, offset, offset + length)));
    } catch (IllegalArgumentException noTruth) {
      throw new RejectedRecordException(RejectReason.MALFORMED, noTruth.getMessage());
    }
  }
}
