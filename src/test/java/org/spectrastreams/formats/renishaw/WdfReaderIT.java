package org.spectrastreams.formats.renishaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;

class WdfReaderIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void shouldPlaceSpectraByTheirPositionsWhateverTheOrderOfTheScan(boolean columns, boolean snake)
      throws Exception {
    WdfFixture made = WdfFixture.map(4, 3, columns, snake);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(made.write(folder)), 3);
    for (int i = 0; i < 12; i++) {
      assertThat(read.places().get(i)).containsExactly(i % 4, i / 4);
      assertThat(read.spectra().get(i)).isEqualTo(made.at(i % 4, i / 4));
    }
  }

  @Test
  void shouldSayWhereThePixelsLieAndThatTheAxisIsOneOfShifts() throws Exception {
    Path file = WdfFixture.map(4, 3, true, false).write(folder);
    try (FileSource source = SpectrumFiles.open(file)) {
      Places places = source.understood().places().orElseThrow();
      assertThat(places.originX()).isEqualTo(-10);
      assertThat(places.originY()).isEqualTo(5);
      assertThat(places.stepX()).isEqualTo(2);
      assertThat(places.stepY()).isEqualTo(3);
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.understood().line())
          .contains("WiRE 5.0.0.0", "2022-06-18T04:26:40", "the white light picture")
          .contains("titled made by a test");
    }
  }

  @Test
  void shouldGiveAStoppedMapItsWholeFrame() throws Exception {
    WdfFixture made = WdfFixture.map(4, 3, false, true).stoppedAfter(6);
    try (FileSource source = SpectrumFiles.open(made.write(folder))) {
      assertThat(source.geometry()).isEqualTo(ImageGeometry.of(4, 3));
      assertThat(source.understood().spectra()).isEqualTo(6);
      assertThat(source.understood().line()).contains("incomplete: 6 of 12 spectra measured");
    }
  }

  @Test
  void shouldReadALineInAnyDirectionAsOneRow() throws Exception {
    List<int[]> diagonal = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      diagonal.add(new int[] {i, i});
    }
    Path file = new WdfFixture(6, 1, 5, diagonal, 6, 128, 3).write(folder);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry().width()).isEqualTo(6);
      assertThat(source.geometry().height()).isEqualTo(1);
      Places places = source.understood().places().orElseThrow();
      assertThat(places.stepX()).isCloseTo(Math.sqrt(13), within(1e-9));
      assertThat(places.rotationDegrees()).isCloseTo(56.3099, within(1e-4));
    }
  }

  @Test
  void shouldReadPositionsOffTheFrameAsAListAndSaySo() throws Exception {
    List<int[]> twice = List.of(new int[] {0, 0}, new int[] {1, 0}, new int[] {1, 0});
    Path file = new WdfFixture(3, 1, 5, twice, 3, 0, 3).write(folder);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry()).isEqualTo(ImageGeometry.of(3, 1));
      assertThat(source.understood().line())
          .contains("a list without places", "do not lie on the frame of 3 × 1 × 1 positions");
    }
  }

  @Test
  void shouldReadAMapAsAListWhereThatIsAskedFor() throws Exception {
    WdfFixture made = WdfFixture.map(4, 3, false, true);
    OpenOptions none = OpenOptions.NONE.withChoice(ReadChoice.PLACES, "none");
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(made.write(folder), none), 5);
    assertThat(read.places().get(11)).containsExactly(11, 0);
    assertThat(read.spectra().get(4)).isEqualTo(made.at(3, 1));
  }

  @Test
  void shouldNameTheByteOfWhatIsWrong() throws Exception {
    assertBroken(60, 0, "byte 60: found 0 points");
    assertBroken(64, Integer.MAX_VALUE, "byte 64: found room for 2147483647 spectra");
    assertBroken(72, 13, "byte 72: found 13 spectra measured");
    assertBroken(72, 0, "byte 72: found no spectrum measured yet");
    assertBroken(88, 6, "byte 88: found 6 axis values");
    assertBroken(16, 1, "spectra that have an axis each");
    assertBroken(520, 5000, "byte 520: found a block DATA of 5000 bytes");
    assertBroken(520, 100, "byte");
    assertBroken(768 + 20, 9, "--unit");
    assertBroken(768 + 28, Float.floatToIntBits(1800), "byte 792");
  }

  @Test
  void shouldReadWhatStandsBeforeALastBlockThatIsCutOff() throws Exception {
    byte[] made = WdfFixture.single().bytes();
    ByteBuffer longer = ByteBuffer.allocate(made.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    longer.put(made).put("WXDA".getBytes(StandardCharsets.US_ASCII)).putInt(0).putLong(99);
    Path file = Files.write(folder.resolve("cut.wdf"), longer.array());
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().line()).contains("the last block WXDA, not read, is cut off");
    }
  }

  private void assertBroken(int offset, int value, String message) throws Exception {
    byte[] bytes = WdfFixture.map(4, 3, false, false).bytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    Path file = Files.write(folder.resolve("broken.wdf"), bytes);
    assertThatThrownBy(() -> SpectrumFiles.open(file).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }
}
