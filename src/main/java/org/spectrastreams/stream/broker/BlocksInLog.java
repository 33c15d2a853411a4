package org.spectrastreams.stream.broker;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spectrastreams.stream.broker.RecordReader.LogUnavailableException;
import org.spectrastreams.stream.broker.RecordReader.OutsideLogException;
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

  /** How long parts are looked for; the caller may be a thread that has to go on. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);
  private final BlockDecoder wholeDecoder = new BlockDecoder(BlockLimits.WHOLE_SPECTRUM);
  private final Records records;
  private final LongSupplier nanoTime;

  /** Reads a record's value back; {@link RecordReader} in the running service. */
  public interface Records {
    /**
     * The value of one record.
     *
     * @throws OutsideLogException if the log begins behind it
     * @throws RecordGoneException if the log no longer holds it, or holds no block there
     * @throws LogUnavailableException if it could not be had in time
     */
    byte[] read(String topic, int partition, long offset)
        throws RecordGoneException, LogUnavailableException, InterruptedException;
  }

  /** A part of the spectrum that is looked for. */
  private record Held(int index, byte[] value) {}

  /** Reads by way of {@code records}. */
  public BlocksInLog(Records records) {
    this(records, System::nanoTime);
  }

  BlocksInLog(Records records, LongSupplier nanoTime) {
    this.records = records;
    this.nanoTime = nanoTime;
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
    String name = "parts of the spectrum at " + topic + "-" + partition + " offset " + offset;
    find(parts, part, topic, partition, offset, name);
    return wholeDecoder.decode(PartedSpectrum.join(Arrays.asList(parts)));
  }

  /** Looks for the parts that are missing, from the last one towards the log's start. */
  private void find(
      byte[][] parts, SpectrumPart part, String topic, int partition, long offset, String name)
      throws RecordGoneException,
          LogUnavailableException,
          RejectedRecordException,
          InterruptedException {
    long began = nanoTime.getAsLong();
    long first = Math.max(0, offset - MOST_RECORDS_BETWEEN);
    boolean started = first == 0;
    int missing = part.of() - 1;
    for (long before = offset - 1; before >= first && missing > 0; before--) {
      if (nanoTime.getAsLong() - began > LIMIT.toNanos()) {
        throw new LogUnavailableException(
            missing + " " + name + " were not found within " + LIMIT.toSeconds() + " s: ask again",
            null);
      }
      Optional<Held> found;
      try {
        found = partOf(part, topic, partition, before);
      } catch (OutsideLogException beforeItsStart) {
        started = true;
        break;
      }
      // The later one counts where it was sent twice.
      if (found.isPresent() && parts[found.get().index()] == null) {
        parts[found.get().index()] = found.get().value();
        missing--;
      }
    }
    if (missing > 0) {
      throw new RecordGoneException(
          missing
              + " of the "
              + part.of()
              + " "
              + name
              + (started
                  ? " are no longer in the log: send it again"
                  : " lie further back than "
                      + MOST_RECORDS_BETWEEN
                      + " records: send the parts of a spectrum closer together"));
    }
  }

  /** A record that is a part of the same spectrum; empty where it is another, or none is there. */
  private Optional<Held> partOf(SpectrumPart part, String topic, int partition, long offset)
      throws OutsideLogException, LogUnavailableException, InterruptedException {
    try {
      byte[] value = records.read(topic, partition, offset);
      return decoder.read(value) instanceof SpectrumPart other
              && other.identity().equals(part.identity())
              && other.of() == part.of()
          ? Optional.of(new Held(other.index(), value))
          : Optional.empty();
    } catch (OutsideLogException e) {
      throw e;
    } catch (RecordGoneException | RejectedRecordException notOfIt) {
      return Optional.empty(); // the mark of a transaction, or somebody else's
    }
  }
}
