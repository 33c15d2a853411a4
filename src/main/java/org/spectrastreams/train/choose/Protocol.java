package org.spectrastreams.train.choose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spectrastreams.train.data.GroupedFolds;

/**
 * How spectra are divided into those that are learned from and those that are tested on; a group is
 * never parted.
 */
public sealed interface Protocol {
  /** What small sets ask for: the fewer the spectra, the more often they are divided anew. */
  static Protocol usual() {
    return new Folds(0);
  }

  /**
   * The divisions, one after the other.
   *
   * @param labels the class of each spectrum
   * @param groups the group of each, from 0
   * @return the fold of each spectrum, which is tested with what the other folds taught; −1 for one
   *     that only teaches in this division
   */
  List<int[]> divisions(int[] labels, int[] groups, long seed);

  /**
   * In words.
   *
   * @param division what the groups are, as in "by patient"
   */
  String described(int[] groups, String division);

  /** The spectra that a package may be made of. */
  default int[] taught(int count) {
    return IntStream.range(0, count).toArray();
  }

  /**
   * Five folds, each tested once in every repetition.
   *
   * @param repetitions how often all spectra are divided anew; 0 for what their number asks for
   */
  record Folds(int repetitions) implements Protocol {
    private static final int FOLDS = 5;
    private static final int ENOUGH_SPECTRA = 100;
    private static final int MOST = 5;

    private int repetitions(int[] groups) {
      return repetitions > 0
          ? repetitions
          : Math.max(1, Math.min(MOST, ENOUGH_SPECTRA / groups.length));
    }

    @Override
    public List<int[]> divisions(int[] labels, int[] groups, long seed) {
      return IntStream.range(0, repetitions(groups))
          .mapToObj(r -> GroupedFolds.of(labels, groups, FOLDS, 7919 * seed + r))
          .toList();
    }

    @Override
    public String described(int[] groups, String division) {
      int times = repetitions(groups);
      return "nested cross-validation "
          + division
          + (times > 1 ? ", " + times + " repetitions" : "");
    }
  }

  /** Every group is tested with what all others taught. */
  record EachGroup() implements Protocol {
    @Override
    public List<int[]> divisions(int[] labels, int[] groups, long seed) {
      return List.of(groups.clone());
    }

    @Override
    public String described(int[] groups, String division) {
      return "every group left out in turn, nested, " + division;
    }
  }

  /**
   * A fifth of the groups, drawn anew in every run and spread over the classes, is tested with what
   * the others taught (Zhang 2020 draws 70, 10 and 20 % ten times; here the 10 %, which choose
   * settings, are folds of the 80).
   *
   * @param runs how often
   */
  record MonteCarlo(int runs) implements Protocol {
    private static final int PARTS = 5;

    /** Checks the number. */
    public MonteCarlo {
      if (runs < 1) {
        throw new IllegalArgumentException(runs + " runs; expected 1 or more");
      }
    }

    @Override
    public List<int[]> divisions(int[] labels, int[] groups, long seed) {
      List<int[]> divisions = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        int[] folds = GroupedFolds.of(labels, groups, PARTS, 104_729 * seed + run);
        // Folds are numbered as spectra lie: the first spectrum would be tested in every run.
        int tested =
            new SplittableRandom(104_729 * seed + run)
                .nextInt(Arrays.stream(folds).max().orElseThrow() + 1);
        divisions.add(Arrays.stream(folds).map(fold -> fold == tested ? 0 : -1).toArray());
      }
      return divisions;
    }

    @Override
    public String described(int[] groups, String division) {
      return "Monte-Carlo cross-validation "
          + division
          + ", "
          + runs
          + " runs of 80 % to 20 %, nested";
    }
  }

  /**
   * Spectra that were put aside beforehand are tested with what the others taught.
   *
   * @param from the first of them; all after it are, too
   */
  record Fixed(int from) implements Protocol {
    @Override
    public List<int[]> divisions(int[] labels, int[] groups, long seed) {
      return List.of(IntStream.range(0, labels.length).map(i -> i < from ? -1 : 0).toArray());
    }

    @Override
    public int[] taught(int count) {
      return IntStream.range(0, from).toArray();
    }

    @Override
    public String described(int[] groups, String division) {
      return "spectra put aside for the test, all choices by cross-validation of the others "
          + division;
    }
  }
}
