package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  /** Twenty groups of three spectra, two classes. */
  private static final int[] GROUPS = IntStream.range(0, 60).map(i -> i / 3).toArray();

  private static final int[] LABELS = IntStream.range(0, 60).map(i -> i / 3 % 2).toArray();

  private static void assertNoGroupIsParted(int[] division) {
    Map<Integer, List<Integer>> folds =
        IntStream.range(0, division.length)
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> GROUPS[i], Collectors.mapping(i -> division[i], Collectors.toList())));
    folds.values().forEach(group -> assertThat(group.stream().distinct()).hasSize(1));
  }

  @Test
  void shouldTestEverySpectrumOnceInEveryRepetition() {
    List<int[]> divisions = new Protocol.Folds(3).divisions(LABELS, GROUPS, 1);

    assertThat(divisions).hasSize(3);
    for (int[] division : divisions) {
      assertThat(division).containsOnly(0, 1, 2, 3, 4);
      assertNoGroupIsParted(division);
    }
    assertThat(divisions.get(0)).isNotEqualTo(divisions.get(1));
  }

  @Test
  void shouldDivideSmallSetsMoreOften() {
    int[] few = Arrays.copyOf(GROUPS, 30);

    assertThat(Protocol.usual().divisions(Arrays.copyOf(LABELS, 30), few, 1)).hasSize(3);
    assertThat(Protocol.usual().divisions(LABELS, GROUPS, 1)).hasSize(1);
  }

  @Test
  void shouldLeaveEveryGroupOutOnce() {
    int[] division = new Protocol.EachGroup().divisions(LABELS, GROUPS, 1).get(0);

    assertThat(division).isEqualTo(GROUPS);
  }

  @Test
  void shouldDrawAFifthOfTheGroupsAnewInEveryRun() {
    List<int[]> divisions = new Protocol.MonteCarlo(10).divisions(LABELS, GROUPS, 1);

    assertThat(divisions).hasSize(10);
    for (int[] division : divisions) {
      assertThat(division).containsOnly(-1, 0);
      assertNoGroupIsParted(division);
      int[] tested = IntStream.range(0, 60).filter(i -> division[i] == 0).toArray();
      assertThat(tested).hasSize(12);
      assertThat(Arrays.stream(tested).map(i -> LABELS[i]).distinct().count()).isEqualTo(2);
    }
    assertThat(divisions.stream().map(Arrays::toString).distinct().count()).isGreaterThan(5);
  }

  @Test
  void shouldMakeNoPackageOfSpectraThatWerePutAside() {
    Protocol fixed = new Protocol.Fixed(45);

    assertThat(fixed.divisions(LABELS, GROUPS, 1).get(0))
        .startsWith(-1, -1)
        .endsWith(0, 0)
        .satisfies(division -> assertThat(Arrays.stream(division).sum()).isEqualTo(-45));
    assertThat(fixed.taught(60)).hasSize(45).doesNotContain(45);
  }

  @Test
  void shouldGiveTheSameDivisionsForTheSameSeed() {
    for (Protocol protocol : List.of(Protocol.usual(), new Protocol.MonteCarlo(4))) {
      assertThat(protocol.divisions(LABELS, GROUPS, 7))
          .usingRecursiveComparison()
          .isEqualTo(protocol.divisions(LABELS, GROUPS, 7));
    }
  }

  @Test
  void shouldRefuseToRunNever() {
    assertThatThrownBy(() -> new Protocol.MonteCarlo(0)).hasMessageContaining("1 or more");
  }

  @Test
  void shouldTestEveryGroupInSomeRunAndNoneInAll() {
    List<int[]> divisions = new Protocol.MonteCarlo(40).divisions(LABELS, GROUPS, 1);
    for (int i = 0; i < LABELS.length; i++) {
      int row = i;
      long tested = divisions.stream().filter(division -> division[row] == 0).count();
      assertThat(tested).isBetween(1L, 20L); // 8 are to be expected
    }
  }
}
