package org.spectrastreams.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.sending.SentImages;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.SpectrumSource;

/** A watcher whose time is told, and whose portions are delivered to the log alone. */
class WatcherIT {
  private static final long SETTLE = 1000;
  private static final SentImages.Earlier NONE = new SentImages.Earlier(0, 0, 0, 0);
  private static final String LIST = "1000,1004,1008\n0.1,0.2,0.3\n0.2,0.3,0.4\n";

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private final List<String> delivered = new ArrayList<>();
  private final WatchTold told = new WatchTold(said::add);
  private WatchLog log;
  private Watcher watcher;

  /** Takes everything at once. */
  private final class Noted implements Delivery {
    @Override
    public End send(
        Portion portion, SpectrumSource source, long generation, long sent, boolean frameGrows)
        throws IOException {
      delivered.add(portion.name() + " from " + sent + " in scan " + generation);
      long spectra = source.geometry().pixels();
      log.remember(portion.name(), portion.entry(source.axis(), generation, spectra, true));
      return End.WHOLE;
    }

    @Override
    public void noteSame(Portion portion, String other) {
      log.remember(portion.name(), portion.entryOfSame(other));
    }
  }

  @BeforeEach
  void watch() {
    log = WatchLog.empty(folder, "tissue");
    watcher = watcher();
  }

  private Watcher watcher() {
    return new Watcher(
        folder,
        OpenOptions.NONE,
        log,
        new Noted(),
        told,
        image -> log.generation(image).orElse(0L) + 1,
        SETTLE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  @Test
  void shouldTakeAFileOnlyWhenItHasLookedTheSameForLongEnough() throws Exception {
    Path file = write("list.csv", LIST.substring(0, 20));
    assertThat(watcher.look(0)).isFalse();
    write("list.csv", LIST);
    assertThat(watcher.look(SETTLE - 1)).isFalse();
    assertThat(watcher.look(2 * SETTLE - 2)).isFalse();
    assertThat(delivered).isEmpty();
    assertThat(told.waiting()).containsKey("list.csv");
    assertThat(watcher.isDone()).isFalse();

    assertThat(watcher.look(2 * SETTLE - 1)).isTrue();
    assertThat(delivered).containsExactly("list.csv from 0 in scan 1");
    assertThat(watcher.isDone()).isTrue();
    assertThat(told.waiting()).isEmpty();

    assertThat(watcher.look(20 * SETTLE)).isFalse();
    Files.writeString(file, "0.3,0.4,0.5\n", StandardOpenOption.APPEND);
    watcher.look(21 * SETTLE);
    watcher.look(22 * SETTLE);
    assertThat(delivered).hasSize(2).last().isEqualTo("list.csv from 2 in scan 1");
  }

  @Test
  void shouldPassOverWhatIsNoMeasurementAndSayWhatOfAMeasurementIsNotRead() throws Exception {
    write("notes.txt", "sample 3 was wet\nmeasured again after lunch\n");
    Files.write(folder.resolve("camera.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
    Files.write(folder.resolve("scan.wip"), "WIT_PR06 and more".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("broken.dat"), new byte[] {1, 2, 3});
    watcher.look(0);
    assertThat(watcher.look(SETTLE)).isTrue();

    assertThat(watcher.isDone()).isTrue();
    assertThat(told.passedOver()).containsOnlyKeys("notes.txt", "camera.png");
    assertThat(told.refused()).containsOnlyKeys("broken.dat", "scan.wip");
    WatchReport report =
        new WatchReport(
            List.of(), NONE, told.refused(), 0, told.waiting(), told.skipped(), Map.of());
    assertThat(report.isWhole()).isFalse();
    assertThat(said).anyMatch(line -> line.startsWith("passed over: notes.txt: text without"));
    assertThat(watcher.look(2 * SETTLE)).isFalse();

    Files.delete(folder.resolve("scan.wip"));
    Files.delete(folder.resolve("broken.dat"));
    WatchTold again = new WatchTold(said::add);
    WatchReport whole =
        new WatchReport(
            List.of(),
            NONE,
            again.refused(),
            0,
            again.waiting(),
            again.skipped(),
            told.passedOver());
    assertThat(whole.isWhole()).isTrue();
    assertThat(whole.json().at("/passedOver/1/file").asText()).isEqualTo("notes.txt");
    assertThat(whole.text()).endsWith("2 no measurement");
  }

  @Test
  void shouldReadWhatWasANoteOnceItIsAMeasurement() throws Exception {
    write("a.txt", "not yet");
    watcher.look(0);
    watcher.look(SETTLE);
    assertThat(told.passedOver()).containsKey("a.txt");
    write("a.txt", LIST);
    watcher.look(2 * SETTLE);
    assertThat(watcher.look(3 * SETTLE)).isTrue();
    assertThat(told.passedOver()).isEmpty();
    assertThat(delivered).containsExactly("a.txt from 0 in scan 1");
  }

  @Test
  void shouldSendTheSameContentOnceAlsoAfterARestart() throws Exception {
    write("a.csv", LIST);
    watcher.look(0);
    watcher.look(SETTLE);
    write("b.csv", LIST);
    watcher = watcher();
    watcher.look(5 * SETTLE);
    watcher.look(6 * SETTLE);
    assertThat(delivered).containsExactly("a.csv from 0 in scan 1");
    assertThat(told.skipped()).containsEntry("b.csv", "a.csv");
    assertThat(watcher.isDone()).isTrue();
  }

  @Test
  void shouldBeginANewScanOfAFileThatIsAnotherOne() throws Exception {
    write("a.csv", LIST);
    watcher.look(0);
    watcher.look(SETTLE);
    write("a.csv", LIST.replace("1004,1008", "1005,1010"));
    watcher.look(2 * SETTLE);
    watcher.look(3 * SETTLE);
    assertThat(delivered).containsExactly("a.csv from 0 in scan 1", "a.csv from 0 in scan 2");
  }

  @Test
  void shouldWaitForNoFileThatIsGone() throws Exception {
    Path file = write("half.csv", LIST.substring(0, 20));
    watcher.look(0);
    write("half.csv", LIST);
    watcher.look(1);
    assertThat(told.waiting()).containsOnlyKeys("half.csv");
    Files.move(file, folder.resolve("whole.csv"));
    watcher.look(2);
    watcher.look(2 + SETTLE);
    assertThat(told.waiting()).isEmpty();
    assertThat(delivered).containsExactly("whole.csv from 0 in scan 1");
  }

  @Test
  void shouldRememberFilesThatAreGoneForAWhileAndNotForEver(@TempDir Path elsewhere)
      throws Exception {
    Files.write(folder.resolve("broken.dat"), new byte[] {1, 2, 3});
    write("notes.txt", "not one number");
    watcher.look(0);
    watcher.look(SETTLE);
    int before = said.size();
    moveAll(folder, elsewhere);
    watcher.look(2 * SETTLE);
    moveAll(elsewhere, folder);
    watcher.look(3 * SETTLE);
    watcher.look(4 * SETTLE);
    assertThat(said).as("a share that was away is back").hasSize(before);

    for (int i = 0; i < Watcher.MOST_GONE; i++) {
      write("notes" + i + ".txt", "not one number");
    }
    watcher.look(5 * SETTLE);
    watcher.look(6 * SETTLE);
    moveAll(folder, elsewhere);
    watcher.look(7 * SETTLE);
    assertThat(told.passedOver()).isEmpty();
    assertThat(told.refused()).isEmpty();
    assertThat(told.notReadAndGone()).isEqualTo(1);
  }

  private static void moveAll(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.move(file, to.resolve(file.getFileName()));
    }
  }

  @Test
  void shouldLeaveOutWhatCameAfterTheLastLook() throws Exception {
    write("a.csv", LIST);
    watcher.look(0);
    watcher.takeNothingNewer();
    write("b.csv", LIST.replace("0.1", "0.7"));
    watcher.look(SETTLE);
    watcher.look(3 * SETTLE);
    assertThat(delivered).containsExactly("a.csv from 0 in scan 1");
    assertThat(watcher.isDone()).isTrue();
  }
}
