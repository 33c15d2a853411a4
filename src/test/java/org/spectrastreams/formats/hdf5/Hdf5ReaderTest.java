package org.spectrastreams.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;

class Hdf5ReaderTest {
  private static final OpenOptions AMPLITUDE =
      OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "O-PTIR Amplitude");

  @ParameterizedTest
  @CsvSource({
    "list.h5,",
    "cube.h5,",
    "v73.mat,",
    "image.ptir, O-PTIR Amplitude",
    "points.ptir, o-ptir phase"
  })
  void shouldReadWhatH5pyWroteAndReads(String name, String channel) throws Exception {
    OpenOptions options =
        channel == null
            ? OpenOptions.NONE
            : OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, channel);
    for (int size : new int[] {1, 7, 64}) {
      ReadSpectra read =
          ReadSpectra.of(SpectrumFiles.open(GoldenValues.file("hdf5/" + name), options), size);
      GoldenValues.assertAgree(
          read, GoldenValues.file("hdf5/" + name.replaceFirst("\\..*", ".values.csv")), 1e-12, 0);
    }
  }

  @Test
  void shouldSayWhichDataSetsItTookAndPassOverLinks() throws Exception {
    try (FileSource source = SpectrumFiles.open(GoldenValues.file("hdf5/cube.h5"))) {
      assertThat(source.understood().line())
          .contains("array cube (9 × 3 × 4)", "\"wavelength\"", "side 1 of 3", "array mask (3 × 4)")
          .doesNotContain("again", "link");
      assertThat(source.geometry().width()).isEqualTo(4);
    }
  }

  @Test
  void shouldTurnTheSidesOfMatlabsVariables() throws Exception {
    try (FileSource source = SpectrumFiles.open(GoldenValues.file("hdf5/v73.mat"))) {
      assertThat(source.understood().line()).contains("map.cube (3 × 4 × 9)");
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(3);
    }
  }

  @Test
  void shouldPlaceAnImageOfPtirFromItsLowestPositions() throws Exception {
    try (FileSource source = SpectrumFiles.open(GoldenValues.file("hdf5/image.ptir"), AMPLITUDE)) {
      Places places = source.understood().places().orElseThrow();
      assertThat(places.originX()).isEqualTo(10);
      assertThat(places.originY()).isEqualTo(-7);
      assertThat(places.stepY()).isEqualTo(2);
      assertThat(source.geometry().pixelSizeMicrometres()).isEqualTo(2);
      assertThat(source.understood().line()).contains("Measurement_000 (a background");
    }
  }

  @Test
  void shouldAskWhichSignalIsMeant() {
    Path file = GoldenValues.file("hdf5/points.ptir");
    refused(file, OpenOptions.NONE, "2 signals", "--channel", "\"O-PTIR Phase\"");
    refused(
        file,
        AMPLITUDE.withChoice(ReadChoice.DATASET, "Measurement_001"),
        "--dataset",
        "Measurement_002");
  }

  @Test
  void shouldRefuseAChannelOfArraysAndADataSetThatIsNotThere() {
    Path file = GoldenValues.file("hdf5/list.h5");
    refused(file, AMPLITUDE, "--channel");
    refused(
        file,
        OpenOptions.NONE.withChoice(ReadChoice.DATASET, "entry/none"),
        "one of entry/absorbance (40 × 9)");
  }

  @Test
  void shouldRefuseALayoutThatContradictsTheAxis() {
    refused(
        GoldenValues.file("hdf5/cube.h5"),
        OpenOptions.NONE.withChoice(ReadChoice.LAYOUT, "rows"),
        "an axis of 9 values for the 4 points along side 3 of cube (9 × 3 × 4)",
        "--layout");
  }

  /**
   * A measurement that was stopped, or is still under way: zeros would be spectra that none took.
   */
  @ParameterizedTest
  @CsvSource({"gaps.h5, 6", "gaps-grown.h5, 6"})
  void shouldTakeChunksThatWereNeverWrittenForUnknownAndSaySo(String name, int half)
      throws Exception {
    Path file = GoldenValues.file("hdf5/" + name);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 5);
    assertThat(read.spectra().get(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(read.spectra().get(2)).containsExactly(19, 20, 21, 22, 23, 24, 25, 26, 27);
    float none = Float.NaN;
    assertThat(read.spectra().get(half)).containsExactly(5, 5, 5, 5, none, none, none, none, none);
    assertThat(read.spectra().get(11)).containsOnly(none);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().notes())
          .anyMatch(note -> note.matches("1[17] of (18|24) chunks .* never written.*"));
    }
  }

  @Test
  void shouldSayThatManyChunksWereNotLookedAt() throws Exception {
    Path file = GoldenValues.file("hdf5/gaps-many.h5");
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().notes())
          .anyMatch(note -> note.contains("written was not looked at"));
      float[] first = source.next(5).intensities();
      assertThat(Arrays.copyOf(first, 27)).doesNotContain(Float.NaN).endsWith(25, 26, 27);
      assertThat(Arrays.copyOfRange(first, 27, 45)).containsOnly(Float.NaN);
    }
  }

  @Test
  void shouldRefuseMissingChunksBehindWhichOthersMayNotBeFound() {
    refused(
        GoldenValues.file("hdf5/gaps-newer.h5"),
        OpenOptions.NONE,
        "chunks that were never written",
        "libver=\"earliest\"");
  }

  private static void refused(Path file, OpenOptions options, String... words) {
    assertThatThrownBy(() -> SpectrumFiles.open(file, options).close())
        .isInstanceOf(SpectrumFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
