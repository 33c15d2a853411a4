package org.spectrastreams.stream.broker;

import java.util.Arrays;
import java.util.Objects;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.PartedSpectrum;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.block.RawRecord;
import org.spectrastreams.wire.block.SpectrumPart;

/**
 * Reads scored blocks back from the log. A spectrum that came in parts bears the place of its last
 * one; the others lie before it in the same partition. Thread-safe where the records' reader is.
 */
public final class BlocksInLog {
  /** How far before its last part the others of a spectrum are looked for. */
  private static final int MOST_RECORDS_BETWEEN = 4 * SpectrumPart.MAX_PARTS;

  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);
  private final BlockDecoder wholeDecoder = new BlockDecoder(BlockLimits.WHOLE_SPECTRUM);
  private final Records records;

  /** Reads a record's value back; {@link RecordReader} in the running service. */
  public interface Records {
    /**
     * The value of one record.
     *
     * @throws RecordGoneException if the log no longer holds it
     * @throws LogUnavailableException if it could not be had in time
     */
    byte[] read(String topic, int partition, long offset)
        throws RecordGoneException, LogUnavailableException, InterruptedException;
  }

  /** Reads by way of {@code records}. */
  public BlocksInLog(Records records) {
    this.records = records;
  }

  /**
   * The block whose result names this place.
   *
   * @throws RecordGoneException if the log no longer holds it, or not all of its parts
   * @throws LogUnavailableException if it could not be had in time
   * @throws RejectedRecordException if it is no block
   */
  public RawBlock read(String topic, int partition, long offset)
      throws RecordGoneException,
          LogUnavailableException,
          RejectedRecordException,
          InterruptedException {
    byte[] last = records.read(topic, partition, offset);
    RawRecord read = decoder.read(last);
    if (read instanceof RawBlock block) {
      return block;
    }
    SpectrumPart part = (SpectrumPart) read;
    byte[][] parts = new byte[part.of()][];
    parts[part.index()] = last;
    int missing = part.of() - 1;
    long first = Math.max(0, offset - MOST_RECORDS_BETWEEN);
    for (long before = offset - 1; before >= first && missing > 0; before--) {
      byte[] value = partOf(part, topic, partition, before);
      if (value.length > 0) {
        int index = ((SpectrumPart) decoder.read(value)).index();
        missing -= parts[index] == null ? 1 : 0;
        parts[index] = value;
      }
    }
    if (Arrays.stream(parts).anyMatch(Objects::isNull)) {
      throw new RecordGoneException(
          missing
              + " of the "
              + part.of()
              + " parts of the spectrum at "
              + topic
              + "-"
              + partition
              + " offset "
              + offset
              + " are no longer in the log: send it again");
    }
    return wholeDecoder.decode(PartedSpectrum.join(Arrays.asList(parts)));
  }

  /** A record that is a part of the same spectrum; empty where it is another, or none is there. */
  private byte[] partOf(SpectrumPart part, String topic, int partition, long offset)
      throws LogUnavailableException, InterruptedException {
    try {
      byte[] value = records.read(topic, partition, offset);
      return decoder.read(value) instanceof SpectrumPart other
              && other.identity().equals(part.identity())
              && other.of() == part.of()
          ? value
          : new byte[0];
    } catch (RecordGoneException | RejectedRecordException notOfIt) {
      return new byte[0]; // the mark of a transaction, or somebody else's
    }
  }
}
