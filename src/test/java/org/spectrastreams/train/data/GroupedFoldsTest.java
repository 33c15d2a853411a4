package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class GroupedFoldsTest {
  @Property(seed = "1", tries = 100)
  void shouldNeverPartAGroup(
      @ForAll @IntRange(min = 2, max = 60) int count,
      @ForAll @IntRange(min = 2, max = 10) int folds,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    Random random = new Random(seed);
    int[] groups = random.ints(count, 0, Math.max(2, count / 3)).toArray();
    groups[0] = 1000;
    int[] labels = random.ints(count, 0, 3).toArray();

    int[] found = GroupedFolds.of(labels, groups, folds, seed);

    assertThat(GroupedFolds.of(labels, groups, folds, seed)).isEqualTo(found);
    Map<Integer, Integer> foldOf = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Integer other = foldOf.put(groups[i], found[i]);
      assertThat(other == null || other == found[i]).isTrue();
    }
    int used = (int) Arrays.stream(found).distinct().count();
    assertThat(found).containsAnyOf(used - 1);
    assertThat(Arrays.stream(found).max().orElseThrow()).isEqualTo(used - 1).isLessThan(folds);
  }
}
