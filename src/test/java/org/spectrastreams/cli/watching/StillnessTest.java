package org.spectrastreams.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.cli.watching.FolderScan.Stamp;

class StillnessTest {
  private static final Path FILE = Path.of("scan.dat");
  private static final Stamp SHORT = new Stamp(10, 1000, "a");

  private final Stillness stillness = new Stillness(300);

  private void look(Stamp stamp, long now) {
    TreeMap<Path, Stamp> files = new TreeMap<>();
    if (stamp != null) {
      files.put(FILE, stamp);
    }
    stillness.look(files, now);
  }

  @Test
  void shouldCallAFileStillOnceItHasLookedTheSameForAWhile() {
    look(SHORT, 5000);
    assertThat(stillness.isStill(FILE, 5299)).isFalse();
    look(SHORT, 5300);
    assertThat(stillness.isStill(FILE, 5300)).isTrue();
    assertThat(stillness.hasChanged(FILE)).isFalse();
    assertThat(stillness.stamp(FILE)).contains(SHORT);
  }

  @Test
  void shouldBeginAnewWithEveryChange() {
    look(SHORT, 0);
    for (Stamp changed :
        new Stamp[] {
          new Stamp(11, 1000, "a"), // it grew, by a clock too coarse to tell
          new Stamp(11, 2000, "a"), // it was written over
          new Stamp(11, 2000, "b") // another file was renamed into its place
        }) {
      look(changed, 1000);
      assertThat(stillness.isStill(FILE, 1000)).isFalse();
      assertThat(stillness.hasChanged(FILE)).isTrue();
      assertThat(stillness.isStill(FILE, 1300)).isTrue();
    }
  }

  @Test
  void shouldTrustOnlyWhatWasThereLongEnoughOfAFileThatGrows() {
    for (int i = 0; i <= 10; i++) {
      long now = 100L * i;
      look(new Stamp(100 + i, 1000 + i, "a"), now);
      assertThat(stillness.settledBytes(FILE, now)).isEqualTo(i < 3 ? 0 : 100 + i - 3);
    }
    look(new Stamp(110, 2000, "a"), 1100); // written over
    assertThat(stillness.settledBytes(FILE, 1300)).isZero();
    look(new Stamp(120, 3000, "b"), 1400); // another file
    assertThat(stillness.settledBytes(FILE, 1600)).isZero();
    assertThat(stillness.settledBytes(Path.of("other"), 9999)).isZero();
  }

  @Test
  void shouldHoldAFileBackUntilItChangesOrHasLongBeenStill() {
    look(SHORT, 0);
    look(SHORT, 300);
    stillness.holdBack(List.of(FILE));
    assertThat(stillness.isHeldBack(FILE, 5999)).isTrue();
    assertThat(stillness.settledBytes(FILE, 5999)).isZero();
    assertThat(stillness.isHeldBack(FILE, 6000)).isFalse();
    assertThat(stillness.settledBytes(FILE, 6000)).isEqualTo(10);

    look(new Stamp(10, 2000, "a"), 700); // its room was written to
    assertThat(stillness.isHeldBack(FILE, 1000)).isFalse();

    stillness.holdBack(List.of(FILE));
    look(null, 1100);
    look(new Stamp(10, 2000, "a"), 1200);
    assertThat(stillness.isHeldBack(FILE, 1500)).isFalse();
  }

  @Test
  void shouldForgetAFileThatIsGone() {
    look(SHORT, 0);
    look(null, 100);
    assertThat(stillness.isStill(FILE, 1000)).isFalse();
    look(SHORT, 1000);
    assertThat(stillness.isStill(FILE, 1100)).isFalse();
    assertThat(stillness.files()).containsExactly(FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".scan.dat.Xy12",
        "scan.dat.part",
        "SCAN.TMP",
        "~$list.xlsx",
        "scan.csv~",
        "a.lck"
      })
  void shouldLeaveNamesOfUnfinishedFilesAlone(String name) {
    assertThat(FolderScan.isUnfinishedName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan.dat", "part.csv", "template.0", "1r", "a.b.hdr"})
  void shouldTakeOtherNames(String name) {
    assertThat(FolderScan.isUnfinishedName(name)).isFalse();
  }
}
