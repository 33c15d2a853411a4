package org.spectrastreams.wire.tile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.ResultView;

/**
 * Which measurement every pixel of a tile shows, so that the newest is shown whatever the order in
 * which results come: blocks of one image lie on several partitions, which are scored each at its
 * own pace. Two bytes a pixel, and a rank once for all pixels that have it. Mutable; one thread at
 * a time.
 */
public final class PixelRanks {
  /**
   * How new the measurements of a block are among those of one scan: by the time at which they were
   * made, then by the number of the block. Of two that are equal, which lie on one partition, the
   * later record is the newer. When a block was written says nothing: batches of one client reach
   * their partitions in any order.
   *
   * @param millis when they were acquired; 0 where that is not told
   * @param sequence the block's number in its image, unsigned
   */
  public record Rank(long millis, long sequence) implements Comparable<Rank> {
    /** The rank of a result. */
    public static Rank of(ResultView result) {
      return new Rank(result.block().getAcquiredAtMs(), result.block().getSequence());
    }

    @Override
    public int compareTo(Rank other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence);
    }
  }

  private static final int RANK_BYTES = 2 * Long.BYTES;

  /** Where every pixel shows another measurement. */
  static final int MOST_BYTES_A_PIXEL = RANK_BYTES + Short.BYTES;

  private final short[] ofPixel; // 0: none, else the place in the table and one
  private Rank[] table = new Rank[16];
  private int size;

  /** The ranks of a tile of which no pixel was seen. */
  public PixelRanks(int pixels) {
    this.ofPixel = new short[pixels];
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @param stored null, or with nothing from {@code at} on, for a tile whose pixels have none
   * @throws IllegalStateException if it gave none of that
   */
  static PixelRanks of(int pixels, byte[] stored, int at) {
    PixelRanks ranks = new PixelRanks(pixels);
    if (stored == null || stored.length == at) {
      return ranks;
    }
    ByteBuffer from = Packed.over(stored);
    from.position(at);
    if (from.remaining() < Short.BYTES) {
      throw new IllegalStateException(
          "the ranks of a tile have " + from.remaining() + " bytes; expected their number first");
    }
    int size = Short.toUnsignedInt(from.getShort());
    if (from.remaining() != size * RANK_BYTES + pixels * Short.BYTES) {
      throw new IllegalStateException(
          "the ranks of a tile have "
              + from.remaining()
              + " bytes; expected "
              + size
              + " ranks and "
              + pixels
              + " pixels");
    }
    ranks.table = new Rank[size + 16];
    for (int i = 0; i < size; i++) {
      ranks.table[i] = new Rank(from.getLong(), from.getLong());
    }
    ranks.size = size;
    for (int pixel = 0; pixel < pixels; pixel++) {
      ranks.ofPixel[pixel] = from.getShort();
      if (Short.toUnsignedInt(ranks.ofPixel[pixel]) > size) {
        throw new IllegalStateException(
            "pixel "
                + pixel
                + " of a tile has rank "
                + Short.toUnsignedInt(ranks.ofPixel[pixel])
                + "; expected one of "
                + size);
      }
    }
    return ranks;
  }

  /**
   * Offers a measurement to a pixel.
   *
   * @return whether the pixel shows it now; false where it shows a newer one
   */
  public boolean take(int pixel, Rank rank) {
    int known = Short.toUnsignedInt(ofPixel[pixel]);
    if (known != 0 && table[known - 1].compareTo(rank) > 0) {
      return false;
    }
    ofPixel[pixel] = (short) (numberOf(rank) + 1);
    return true;
  }

  /**
   * Takes over the ranks of a smaller tile.
   *
   * @param theirWidth pixels of a line there
   * @param width pixels of a line here
   */
  void takeAll(PixelRanks smaller, int theirWidth, int width) {
    table = smaller.table.clone();
    size = smaller.size;
    for (int pixel = 0; pixel < smaller.ofPixel.length; pixel++) {
      ofPixel[pixel / theirWidth * width + pixel % theirWidth] = smaller.ofPixel[pixel];
    }
  }

  private int numberOf(Rank rank) {
    for (int i = size - 1; i >= 0; i--) { // mostly the last
      if (table[i].equals(rank)) {
        return i;
      }
    }
    if (size >= 2 * ofPixel.length + 16) {
      dropUnused();
    }
    if (size == table.length) {
      table = Arrays.copyOf(table, 2 * size);
    }
    table[size] = rank;
    return size++;
  }

  /** At most as many ranks are used as there are pixels. */
  private void dropUnused() {
    int[] moved = new int[size];
    for (short known : ofPixel) {
      if (known != 0) {
        moved[Short.toUnsignedInt(known) - 1] = 1;
      }
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (moved[i] != 0) {
        table[kept] = table[i];
        moved[i] = ++kept;
      }
    }
    Arrays.fill(table, kept, size, null);
    size = kept;
    for (int pixel = 0; pixel < ofPixel.length; pixel++) {
      if (ofPixel[pixel] != 0) {
        ofPixel[pixel] = (short) moved[Short.toUnsignedInt(ofPixel[pixel]) - 1];
      }
    }
  }

  /** Memory held, in bytes; an estimate. */
  public long bytes() {
    return ofPixel.length * (long) Short.BYTES + table.length * 40L;
  }

  /** Number of ranks (uint16), the ranks (int64 time, uint64 sequence), and a uint16 a pixel. */
  byte[] toBytes() {
    dropUnused();
    byte[] whole = new byte[Short.BYTES + size * RANK_BYTES + ofPixel.length * Short.BYTES];
    ByteBuffer bytes = Packed.over(whole);
    bytes.putShort((short) size);
    for (int i = 0; i < size; i++) {
      bytes.putLong(table[i].millis()).putLong(table[i].sequence());
    }
    for (short known : ofPixel) {
      bytes.putShort(known);
    }
    return whole;
  }
}
