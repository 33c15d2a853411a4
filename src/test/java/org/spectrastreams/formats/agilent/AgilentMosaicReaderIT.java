package org.spectrastreams.formats.agilent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PartedFile;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectrumBlock;

class AgilentMosaicReaderIT {
  private static final MosaicFixture MOSAIC = new MosaicFixture(2, 3, 4, 5);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"made.dmt", "Made_0001_0002.dmd", "Made_0000_0000.drd"})
  void shouldOpenAMosaicByAnyOfItsFilesAndPutEveryPixelInItsPlace(String name) throws Exception {
    MOSAIC.write(folder);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(folder.resolve(name)), 3);
    assertThat(read.spectra()).hasSize(2 * 3 * 16);
    assertThat(read.places().stream().distinct()).hasSize(2 * 3 * 16);
    for (int i = 0; i < read.spectra().size(); i++) {
      int[] place = read.places().get(i);
      for (int point = 0; point < 5; point++) {
        assertThat(read.spectra().get(i)[point]).isEqualTo(MOSAIC.value(place[0], place[1], point));
      }
    }
  }

  /** Each tile is read in two strips, and the second tile ahead. */
  @Test
  void shouldPutEveryPixelOfLargeTilesInItsPlace() throws Exception {
    MosaicFixture large = new MosaicFixture(2, 1, 64, 1100);
    boolean[] seen = new boolean[2 * 64 * 64];
    int wrong = 0;
    try (FileSource source = SpectrumFiles.open(large.write(folder))) {
      SpectrumBlock block;
      while ((block = source.next(50)) != null) {
        for (int i = 0; i < block.count(); i++) {
          int x = block.x()[i];
          int y = block.y()[i];
          assertThat(seen[128 * y + x]).as("a second spectrum at %d, %d", x, y).isFalse();
          seen[128 * y + x] = true;
          for (int point = 0; point < 1100; point++) {
            wrong += block.intensities()[1100 * i + point] == large.value(x, y, point) ? 0 : 1;
          }
        }
      }
    }
    assertThat(wrong).isZero();
    assertThat(seen).doesNotContain(false);
  }

  /** What is read ahead, and in a thread of its own, fails in its turn. */
  @ParameterizedTest
  @ValueSource(ints = {500, 1_020 + 4 * 64 * 64 * 1_000})
  void shouldGiveAllOfATileBeforeItSaysThatTheNextWasCutMeanwhile(int left) throws Exception {
    MosaicFixture large = new MosaicFixture(2, 1, 64, 1100);
    try (FileSource source = SpectrumFiles.open(large.write(folder))) {
      assertThat(source.next(64).count()).isEqualTo(64);
      try (FileChannel second =
          FileChannel.open(folder.resolve("Made_0001_0000.dmd"), StandardOpenOption.WRITE)) {
        second.truncate(left);
      }
      for (int line = 1; line < 64; line++) {
        assertThat(source.next(64).count()).isEqualTo(64);
      }
      assertThatThrownBy(
              () -> {
                while (source.next(64) != null) {
                  assertThat(source.geometry().width()).isEqualTo(128);
                }
              })
          .isInstanceOf(SpectrumFileException.class)
          .hasMessageContaining("Made_0001_0000.dmd");
    }
  }

  @Test
  void shouldReadOneTileInTheFrameOfAllWhileOthersAreBeingWritten() throws Exception {
    Path description = MOSAIC.write(folder);
    Files.write(folder.resolve("Made_0000_0002.dmd"), new byte[2000]);
    PartedFile parted = SpectrumFiles.parts(description, OpenOptions.NONE).orElseThrow();
    assertThat(parted.description()).isEqualTo(description);
    assertThat(parted.parts()).hasSize(6);
    Path tile = folder.resolve("Made_0001_0001.dmd");
    assertThat(SpectrumFiles.parts(tile, OpenOptions.NONE)).contains(parted);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(tile, OpenOptions.NONE.ofThisPart()), 64);
    assertThat(read.spectra()).hasSize(16);
    assertThat(read.places()).allMatch(place -> place[0] >= 4 && place[1] >= 4 && place[1] < 8);
    try (FileSource source = SpectrumFiles.open(tile, OpenOptions.NONE.ofThisPart())) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(8, 12, 11));
    }
    assertThatThrownBy(() -> SpectrumFiles.open(tile)).hasMessageContaining("still being written");
  }

  @Test
  void shouldSayPixelSizeAndTime() throws Exception {
    try (FileSource source = SpectrumFiles.open(MOSAIC.write(folder))) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(8, 12, 11));
      assertThat(source.understood().line()).contains("2 × 3 tiles", "2018-01-02T14:09:36");
    }
  }

  @Test
  void shouldReadTheTilesThatAreThereAndSayThatItIsIncomplete() throws Exception {
    Path file = MOSAIC.write(folder);
    Files.delete(folder.resolve("Made_0001_0001.dmd"));
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry().height()).isEqualTo(12);
      assertThat(source.understood().spectra()).isEqualTo(5 * 16);
      assertThat(source.understood().line()).contains("incomplete: 5 of 6 tiles are there");
    }
    assertThat(ReadSpectra.of(SpectrumFiles.open(file), 64).places())
        .noneMatch(place -> place[0] >= 4 && place[1] >= 4 && place[1] < 8);
  }

  @Test
  void shouldRefuseATileThatIsHalfWritten() throws Exception {
    Path file = MOSAIC.write(folder);
    Path tile = folder.resolve("Made_0001_0001.dmd");
    byte[] whole = Files.readAllBytes(tile);
    Files.write(tile, Arrays.copyOf(whole, whole.length - 40));
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("Made_0001_0001.dmd, byte 1300")
        .hasMessageContaining("still being written");
  }

  @Test
  void shouldSayWhichFileOfTheMosaicIsMissing() throws Exception {
    Path file = MOSAIC.write(folder);
    Files.delete(file);
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0000_0000.dmd")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no Made.dmt beside it");
  }
}
