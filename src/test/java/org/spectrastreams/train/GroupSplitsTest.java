package org.spectrastreams.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.GroupSplits.Split;

class GroupSplitsTest {
  @Property(tries = 200)
  void shouldPutNoGroupIntoTwoPartsAndEveryRowIntoOne(
      @ForAll @Size(min = 8, max = 60) int[] seeds,
      @ForAll @IntRange(min = 3, max = 6) int sets,
      @ForAll @IntRange(max = 5) int chosen,
      @ForAll long seed) {
    int[] groups = Arrays.stream(seeds).map(value -> Math.floorMod(value, 12)).toArray();
    int[] classOfGroup = IntStream.range(0, 12).map(group -> group % 4).toArray();
    int[] setOfGroup = GroupSplits.stratified(classOfGroup, sets, seed);
    int[] setOfRow = Arrays.stream(groups).map(group -> setOfGroup[group]).toArray();
    int test = chosen % sets;

    Split split = GroupSplits.holdOut(setOfRow, test, (test + 1) % sets);

    Set<Integer> train = groupsOf(groups, split.train());
    Set<Integer> validation = groupsOf(groups, split.validation());
    Set<Integer> tested = groupsOf(groups, split.test());
    assertThat(Collections.disjoint(train, validation)).isTrue();
    assertThat(Collections.disjoint(train, tested)).isTrue();
    assertThat(Collections.disjoint(validation, tested)).isTrue();
    assertThat(
            IntStream.concat(Arrays.stream(split.development()), Arrays.stream(split.test()))
                .sorted()
                .toArray())
        .isEqualTo(IntStream.range(0, groups.length).toArray());
  }

  private static Set<Integer> groupsOf(int[] groups, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> groups[row]).collect(Collectors.toSet());
  }

  @Property(tries = 100)
  void shouldSpreadTheGroupsOfEachClassEvenly(
      @ForAll @IntRange(min = 1, max = 8) int perSet, @ForAll long seed) {
    int classes = 4;
    int sets = 4;
    int[] classOfGroup =
        IntStream.range(0, classes * sets * perSet).map(g -> g % classes).toArray();

    int[] assigned = GroupSplits.stratified(classOfGroup, sets, seed);

    for (int set = 0; set < sets; set++) {
      for (int c = 0; c < classes; c++) {
        int wantedSet = set;
        int wantedClass = c;
        assertThat(
                IntStream.range(0, assigned.length)
                    .filter(g -> assigned[g] == wantedSet && classOfGroup[g] == wantedClass)
                    .count())
            .isEqualTo(perSet);
      }
    }
  }

  @Property(tries = 100)
  void shouldMakeContiguousColumnBlocksOfNearlyEqualWidth(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 12) int wanted) {
    int blocks = Math.min(width, wanted);

    int[] assigned = GroupSplits.columnBlocks(width, blocks);

    assertThat(assigned).isSorted();
    int[] widths = new int[blocks];
    Arrays.stream(assigned).forEach(block -> widths[block]++);
    assertThat(
            Arrays.stream(widths).max().orElseThrow() - Arrays.stream(widths).min().orElseThrow())
        .isBetween(0, 1);
  }

  @Test
  void shouldRepeatARandomDivisionForTheSameSeedOnly() {
    assertThat(GroupSplits.random(100, 4, 1)).isEqualTo(GroupSplits.random(100, 4, 1));
    assertThat(GroupSplits.random(100, 4, 1)).isNotEqualTo(GroupSplits.random(100, 4, 2));
    assertThat(new HashSet<>(Arrays.stream(GroupSplits.random(100, 4, 1)).boxed().toList()))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void shouldRefuseToValidateOnTheTestSet() {
    assertThatThrownBy(() -> GroupSplits.holdOut(new int[] {0, 1, 2}, 1, 1))
        .hasMessageContaining("set 1 for both validation and test");
  }

  @Test
  void shouldRefuseMoreBlocksThanColumns() {
    assertThatThrownBy(() -> GroupSplits.columnBlocks(3, 4))
        .hasMessageContaining("4 blocks of 3 columns");
  }
}
