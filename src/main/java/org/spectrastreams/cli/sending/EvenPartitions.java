package org.spectrastreams.cli.sending;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a block goes to, by its key {@code image/sequence}: the blocks of an image one
 * after the other to all of them, so that every thread that scores gets as many as the others. By a
 * digest of the whole key, two threads would share 144 blocks as 78 and 66, and an image takes as
 * long as the longer share.
 *
 * <p>The same key goes to the same partition, as long as there are as many: a block that is sent
 * again is known for what it is.
 */
final class EvenPartitions {
  private EvenPartitions() {}

  /**
   * The partition of a key; none where it does not end in a number.
   *
   * @param partitions how many there are, 1 or more
   */
  static OptionalInt of(String key, int partitions) {
    int end = key.lastIndexOf('/');
    long sequence;
    try {
      sequence = Long.parseUnsignedLong(key.substring(end + 1));
    } catch (NumberFormatException other) {
      return OptionalInt.empty();
    }
    if (end < 0 || partitions < 2) {
      return partitions < 2 ? OptionalInt.of(0) : OptionalInt.empty();
    }
    // The sum of the digits to this base: also every n-th number goes to each partition in turn.
    byte[] image = key.substring(0, end).getBytes(StandardCharsets.UTF_8);
    long sum = Utils.toPositive(Utils.murmur2(image)) % partitions;
    for (long rest = sequence; rest != 0; rest = Long.divideUnsigned(rest, partitions)) {
      sum += Long.remainderUnsigned(rest, partitions);
    }
    return OptionalInt.of((int) (sum % partitions));
  }
}
