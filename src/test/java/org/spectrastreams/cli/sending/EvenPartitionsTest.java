package org.spectrastreams.cli.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EvenPartitionsTest {
  private static int[] counts(String image, long first, long stride, int blocks, int partitions) {
    int[] counts = new int[partitions];
    LongStream.range(0, blocks)
        .map(i -> first + i * stride)
        .forEach(sequence -> counts[partition(image + "/" + sequence, partitions)]++);
    return counts;
  }

  private static int partition(String key, int partitions) {
    return EvenPartitions.of(key, partitions).orElseThrow();
  }

  @Test
  void shouldGiveEveryPartitionAsManyBlocksOfAnImage() {
    assertThat(counts("section-7", 0, 1, 144, 8)).containsOnly(18);
    assertThat(counts("section-7", 0, 8, 144, 8)).containsOnly(18);
    assertThat(counts("section-7", 0, 256, 144, 8)).containsOnly(18);
  }

  @Property(seed = "1", tries = 200)
  void shouldBeEvenForEveryNumberOfPartitions(
      @ForAll @LongRange(min = 0, max = 1L << 40) long first,
      @ForAll @IntRange(min = 1, max = 64) int partitions) {
    long aligned = first - first % partitions;
    assertThat(counts("a/b", aligned, 1, 3 * partitions, partitions)).containsOnly(3);
  }

  @Test
  void shouldBeginImagesAtDifferentPartitions() {
    assertThat(
            IntStream.range(0, 100).map(i -> partition("image-" + i + "/0", 8)).distinct().count())
        .isGreaterThan(4);
  }

  @Test
  void shouldTakeTheLargestSequenceThereIs() {
    assertThat(partition("image/18446744073709551615", 8)).isBetween(0, 7);
    assertThat(partition("image/18446744073709551615", 1)).isZero();
  }

  @Test
  void shouldLeaveKeysOfOtherKindsToTheClient() {
    assertThat(EvenPartitions.of("image", 8)).isEmpty();
    assertThat(EvenPartitions.of("image/x", 8)).isEmpty();
    assertThat(EvenPartitions.of("17", 8)).isEmpty();
  }
}
