package org.spectrastreams.wire.block;

import java.io.IOException;
import java.util.Arrays;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/**
 * What makes a block a part of one spectrum.
 *
 * @param firstValue number of its first intensity in the spectrum
 * @param digest SHA-256 of the spectrum's intensities
 */
record PartField(int index, int of, int firstValue, byte[] digest) {
  static PartField read(FieldReader fields) throws IOException, RejectedRecordException {
    int end = fields.in.pushLimit(fields.length("part"));
    int index = 0;
    int of = 0;
    int firstValue = 0;
    byte[] digest = {};
    for (int tag = fields.in.readTag(); tag != 0; tag = fields.in.readTag()) {
      switch (tag) {
        case 1 << 3 -> index = fields.in.readUInt32();
        case 2 << 3 -> of = fields.in.readUInt32();
        case 3 << 3 -> firstValue = fields.in.readUInt32();
        case 4 << 3 | 2 -> {
          int length = fields.length("part.digest");
          int from = fields.skip(length);
          digest =
              length > SpectrumPart.DIGEST_BYTES
                  ? new byte[0]
                  : Arrays.copyOfRange(fields.value(), from, from + length);
        }
        default -> fields.other(tag, Wire.SpectrumPart.DIGEST_FIELD_NUMBER, " of part");
      }
    }
    fields.in.popLimit(end);
    return new PartField(index, of, firstValue, digest);
  }

  /**
   * Checks that such a part can be one.
   *
   * @param spectra of the block
   * @param points of the whole spectrum
   * @param bytes of intensities in this part
   */
  void check(int spectra, long points, int bytes) throws RejectedRecordException {
    if (spectra != 1) {
      throw disagree(spectra + " spectra in parts; expected one");
    }
    if (of < 2 || of > SpectrumPart.MAX_PARTS || index < 0 || index >= of) {
      throw disagree(
          "part "
              + Integer.toUnsignedString(index)
              + " of "
              + Integer.toUnsignedString(of)
              + "; expected 2 to "
              + SpectrumPart.MAX_PARTS
              + " parts, numbered from 0");
    }
    if (digest.length != SpectrumPart.DIGEST_BYTES) {
      throw disagree("a part without a digest of " + SpectrumPart.DIGEST_BYTES + " bytes");
    }
    long last = Integer.toUnsignedLong(firstValue) + bytes / Float.BYTES;
    if (bytes % Float.BYTES != 0
        || bytes > SpectrumPart.PART_BYTES
        || last > points
        || (index == 0) != (firstValue == 0)
        || (index == of - 1) != (last == points)) {
      throw disagree(
          "part "
              + index
              + " of "
              + of
              + " holds "
              + bytes
              + " bytes from value "
              + Integer.toUnsignedString(firstValue)
              + " of "
              + points
              + "; expected at most "
              + SpectrumPart.PART_BYTES
              + " bytes, the first part from value 0, the last to the end");
    }
  }

  private static RejectedRecordException disagree(String found) {
    return new RejectedRecordException(RejectReason.PARTS_DISAGREE, found);
  }
}
