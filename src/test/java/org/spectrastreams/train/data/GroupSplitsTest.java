package org.spectrastreams.train.data;

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
import org.spectrastreams.train.data.GroupSplits.Split;

class GroupSplitsTest {
  @Property(seed = "1", tries = 200)
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

  @Test
  void shouldJoinSpectraAlikeThroughOthers() {
    // Each is 20° from the next, and 40° from the one after; a correlation of 0.9 is 26°.
    float[] spectra = new float[5 * 400];
    for (int row = 0; row < 5; row++) {
      double turned = Math.toRadians(row < 3 ? 20 * row : 90 + 40 * row);
      for (int i = 0; i < 400; i++) {
        spectra[row * 400 + i] =
            (float) (3 + row + (1 + row) * Math.sin(Math.PI * i / 50 + turned));
      }
    }

    assertThat(GroupSplits.alike(spectra, 5, 0.9)).containsExactly(0, 0, 0, 1, 2);
    assertThat(GroupSplits.alike(spectra, 5, 0.95)).containsExactly(0, 1, 2, 3, 4);
    assertThat(GroupSplits.alike(new float[6], 2, 0.5)).as("flat spectra").containsExactly(0, 1);
    assertThatThrownBy(() -> GroupSplits.alike(spectra, 5, 1))
        .hasMessageContaining("correlation of 1.0");
  }

  @Property(seed = "1", tries = 200)
  void shouldKeepGroupsTogetherAndFillTheSetsEvenly(
      @ForAll @Size(min = 20, max = 80) int[] seeds, @ForAll @IntRange(min = 2, max = 5) int sets) {
    int[] groups = Arrays.stream(seeds).map(value -> Math.floorMod(value, 15)).toArray();
    int[] classes = Arrays.stream(groups).map(group -> group % 3).toArray();

    int[] assigned = GroupSplits.together(groups, classes, sets);

    for (int group = 0; group < 15; group++) {
      int wanted = group;
      assertThat(
              IntStream.range(0, groups.length)
                  .filter(row -> groups[row] == wanted)
                  .map(row -> assigned[row])
                  .distinct()
                  .count())
          .isLessThanOrEqualTo(1);
    }
    // No set has a class more often than another by more than the class's largest group.
    for (int c = 0; c < 3; c++) {
      int[] filled = new int[sets];
      int[] sizes = new int[15];
      for (int row = 0; row < groups.length; row++) {
        filled[assigned[row]] += classes[row] == c ? 1 : 0;
        sizes[groups[row]] += classes[row] == c ? 1 : 0;
      }
      assertThat(
              Arrays.stream(filled).max().orElseThrow() - Arrays.stream(filled).min().orElseThrow())
          .isLessThanOrEqualTo(Arrays.stream(sizes).max().orElseThrow());
    }
  }

  @Property(seed = "1", tries = 100)
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

  @Property(seed = "1", tries = 100)
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
