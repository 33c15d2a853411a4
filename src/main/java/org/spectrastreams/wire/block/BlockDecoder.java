package org.spectrastreams.wire.block;

import java.io.IOException;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * Reads the wire message {@code SpectrumBlock} and checks all of it. Immutable, for any thread.
 *
 * <p>The message is read by hand, not by the generated parser: every length is checked against the
 * record and the limits before anything is allocated for it, a known field of another wire type is
 * an error instead of an unknown field, and intensities are copied once, from the record into the
 * floats. What is allocated is at most a small multiple of the record.
 */
public final class BlockDecoder {
  private final BlockLimits limits;

  public BlockDecoder(BlockLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one record's value where only a whole block will do.
   *
   * @param value the bytes; null or empty is refused
   * @return the block; its arrays share nothing with {@code value}
   * @throws RejectedRecordException if anything is wrong with it; nothing else is ever thrown
   */
  public RawBlock decode(byte[] value) throws RejectedRecordException {
    RawRecord record = read(value);
    if (record instanceof RawBlock block) {
      return block;
    }
    SpectrumPart part = (SpectrumPart) record;
    throw new RejectedRecordException(
        RejectReason.PART_OF_SPECTRUM,
        "part " + part.index() + " of " + part.of() + " of a spectrum; expected a whole one");
  }

  /**
   * Reads one record's value: a block, or a part of a spectrum, whose intensities are only counted.
   *
   * @throws RejectedRecordException if anything is wrong with it; nothing else is ever thrown
   */
  public RawRecord read(byte[] value) throws RejectedRecordException {
    if (value == null || value.length == 0) {
      throw new RejectedRecordException(
          RejectReason.EMPTY_RECORD, "the record has no value; expected a SpectrumBlock");
    }
    if (value.length > limits.recordBytes()) {
      throw new RejectedRecordException(
          RejectReason.RECORD_TOO_LARGE,
          "the record has "
              + value.length
              + " bytes; expected at most "
              + limits.recordBytes()
              + ": send fewer spectra a block");
    }
    BlockFields fields = new BlockFields(value, limits);
    try {
      fields.read();
      return fields.check();
    } catch (IOException noMessage) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED, "the record is no SpectrumBlock: " + noMessage.getMessage(), 1);
    } catch (RejectedRecordException rejected) {
      throw new RejectedRecordException(
              rejected.reason(), rejected.getMessage(), fields.readableSpectra())
          .of(fields.origin());
    }
  }
}
