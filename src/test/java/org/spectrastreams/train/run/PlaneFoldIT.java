package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folds that an earlier run left. */
class PlaneFoldIT {
  @TempDir private Path left;

  private PlaneFold written(String origin, int fold) throws Exception {
    PlaneFold given = new PlaneFold(origin, fold, new int[] {0, 1}, new int[] {1, 1}, 3);
    given.into(left);
    return given;
  }

  @Test
  void shouldLeaveNoFoldOfAnEarlierRunToPassForOneOfANewPackage() throws Exception {
    written("these pictures", 0);
    written("these pictures", 2);
    assertThat(PlaneFold.of(left, 2, "these pictures", 2)).isPresent();
    PlaneFold.removeAll(left, 3);
    for (int fold = 0; fold < 3; fold++) {
      assertThat(PlaneFold.of(left, fold, "these pictures", 2)).isEmpty();
    }
  }

  @Test
  void shouldRefuseAFoldOfOtherPictures() throws Exception {
    written("others", 0);
    assertThatThrownBy(() -> PlaneFold.of(left, 0, "these pictures", 2))
        .hasMessageContaining("leave --resume out");
  }
}
