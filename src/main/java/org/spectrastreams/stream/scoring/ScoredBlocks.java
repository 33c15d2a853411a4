package org.spectrastreams.stream.scoring;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.block.RawBlock;

/**
 * Remembers which blocks have a result, so that a client that was killed and starts again doubles
 * nothing. A block is known by its image, the generation of the scan and its number; one that says
 * something else under the same name is another measurement. Blocks that tell no generation are not
 * known, and rejected ones are not remembered: they may be sent again.
 *
 * <p>Blocks of one name lie on one partition, so each task remembers its own. What is remembered
 * lies in the store, whose changes are part of the same transaction as the results. Bounded in
 * number, where the scan that was touched longest ago is forgotten whole, and in time. For one
 * task.
 */
final class ScoredBlocks {
  static final String STORE = "scored";

  /** The most blocks that one task remembers, at about 100 bytes each. */
  static final int MAX_BLOCKS = 100_000;

  /** The longest time that a block is remembered. */
  static final Duration LONGEST = Duration.ofHours(24);

  private static final int DIGEST_BYTES = 8;

  private final KeyValueStore<String, byte[]> store;
  private final int maxBlocks;
  private final long maxMillis;
  private final Map<String, Integer> scans = new LinkedHashMap<>(16, 0.75f, true);
  private int blocks;

  /**
   * Goes on with what the store holds.
   *
   * @param maxBlocks how many are remembered at most
   * @param maxMillis for how long; an image that is forgotten may be sent again
   */
  ScoredBlocks(KeyValueStore<String, byte[]> store, int maxBlocks, long maxMillis) {
    this.store = store;
    this.maxBlocks = maxBlocks;
    this.maxMillis = maxMillis;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        String key = all.next().key;
        scans.merge(key.substring(0, key.lastIndexOf('/')), 1, Integer::sum);
        blocks++;
      }
    }
  }

  /**
   * Whether this very block has a result.
   *
   * @param value the block's bytes
   */
  boolean contain(RawBlock block, byte[] value, long now) {
    byte[] known = canBeKnown(block) ? store.get(key(block)) : null;
    if (known == null) {
      return false;
    }
    ByteBuffer stored = ByteBuffer.wrap(known);
    return stored.getLong() == digest(value) && now - stored.getLong() < maxMillis;
  }

  /** A block has its result. */
  void add(RawBlock block, byte[] value, long now) {
    if (!canBeKnown(block)) {
      return;
    }
    byte[] entry =
        ByteBuffer.allocate(DIGEST_BYTES + Long.BYTES).putLong(digest(value)).putLong(now).array();
    boolean isNew = store.get(key(block)) == null;
    store.put(key(block), entry);
    if (isNew) {
      scans.merge(scan(block), 1, Integer::sum);
      blocks++;
      forget();
    }
  }

  private void forget() {
    Iterator<Map.Entry<String, Integer>> oldest = scans.entrySet().iterator();
    while (blocks > maxBlocks && oldest.hasNext()) {
      Map.Entry<String, Integer> scan = oldest.next();
      List<String> keys = new ArrayList<>();
      // '0' follows '/'.
      try (KeyValueIterator<String, byte[]> entries =
          store.range(scan.getKey() + "/", scan.getKey() + "0")) {
        while (entries.hasNext()) {
          KeyValue<String, byte[]> entry = entries.next();
          keys.add(entry.key);
        }
      }
      keys.forEach(store::delete);
      blocks -= scan.getValue();
      oldest.remove();
    }
  }

  private static boolean canBeKnown(RawBlock block) {
    return block.geometry().isPresent() && block.generation() != 0;
  }

  private static String scan(RawBlock block) {
    return block.imageId() + "/" + HexFormat.of().toHexDigits(block.generation());
  }

  private static String key(RawBlock block) {
    return scan(block) + "/" + HexFormat.of().toHexDigits(block.sequence());
  }

  private static long digest(byte[] value) {
    return ByteBuffer.wrap(Packed.sha256(value)).getLong();
  }
}
