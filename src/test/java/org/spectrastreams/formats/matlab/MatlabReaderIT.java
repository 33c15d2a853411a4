package org.spectrastreams.formats.matlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;

class MatlabReaderIT {
  private static final double[] AXIS = MatlabSamples.AXIS;
  private static final int[] LIST = {2, 3};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"list", "columns", "cube"})
  void shouldReadWhatSciPyWroteAndReads(String name) throws Exception {
    ReadSpectra read =
        ReadSpectra.of(SpectrumFiles.open(GoldenValues.file("matlab/" + name + ".mat")), 5);
    GoldenValues.assertAgree(read, GoldenValues.file("matlab/" + name + ".values.csv"), 1e-12, 0);
  }

  @Test
  void shouldLayACubesRowsBeforeItsColumns() throws Exception {
    Path file = GoldenValues.file("matlab/cube.mat");
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(3);
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.understood().line()).contains("map.cube (3 × 4 × 9)", "side 3 of 3");
    }
    assertThat(ReadSpectra.of(SpectrumFiles.open(file), 5).places().get(4)).containsExactly(1, 1);
  }

  @Test
  void shouldRefuseSeveralMatricesNamingTheOption() throws Exception {
    Path file =
        written(
            new MatFixture()
                .matrix("wn", new int[] {1, 3}, AXIS)
                .matrix("before", LIST, 1, 2, 3, 4, 5, 6)
                .matrix("after", LIST, 7, 8, 9, 10, 11, 12));
    refused(file, OpenOptions.NONE, "before (2 × 3), after (2 × 3)", "--dataset");
    OpenOptions chosen = OpenOptions.NONE.withChoice(ReadChoice.DATASET, "after");
    assertThat(ReadSpectra.of(SpectrumFiles.open(file, chosen), 5).spectra().get(0))
        .containsExactly(11, 9, 7);
    refused(file, OpenOptions.NONE.withChoice(ReadChoice.DATASET, "then"), "one of", "before");
  }

  @Test
  void shouldNotTakePlacesTimesOrNumbersForAnAxis() throws Exception {
    for (String name : new String[] {"x", "time", "position", "class"}) {
      Path file =
          written(
              new MatFixture()
                  .matrix(name, new int[] {1, 3}, AXIS)
                  .matrix("data", LIST, 1, 2, 3, 4, 5, 6));
      refused(file, OpenOptions.NONE, name + " (1 × 3)", "--axis-dataset");
      OpenOptions said = OpenOptions.NONE.withChoice(ReadChoice.AXIS_DATASET, name);
      assertThat(ReadSpectra.of(SpectrumFiles.open(file, said), 5).axis()).hasSize(3);
    }
    Path counting =
        written(
            new MatFixture()
                .matrix("v", new int[] {1, 3}, 1, 2, 3)
                .matrix("data", LIST, 1, 2, 3, 4, 5, 6));
    refused(counting, OpenOptions.NONE, "--axis-dataset");
  }

  @Test
  void shouldAskForTheUnitOfWavelengthsAndForTheSideOfASquare() throws Exception {
    Path file =
        written(
            new MatFixture()
                .matrix("wavelength", new int[] {3, 1}, 5, 6, 7)
                .matrix("data", new int[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    OpenOptions unit = OpenOptions.NONE.withUnit(AxisUnit.MICROMETRE);
    refused(file, OpenOptions.NONE, "without a unit", "--unit");
    refused(file, unit, "sides of equal length", "--layout rows");
    OpenOptions both = unit.withChoice(ReadChoice.LAYOUT, "rows");
    assertThat(ReadSpectra.of(SpectrumFiles.open(file, both), 5).spectra().get(0))
        .containsExactly(7, 4, 1);
    OpenOptions columns = both.withChoice(ReadChoice.LAYOUT, "columns");
    assertThat(ReadSpectra.of(SpectrumFiles.open(file, columns), 5).spectra().get(0))
        .containsExactly(3, 2, 1);
  }

  @Test
  void shouldTakeAGivenAxisWhereTheFileHasNone() throws Exception {
    Path file = written(new MatFixture().matrix("data", LIST, 1, 2, 3, 4, 5, 6));
    refused(file, OpenOptions.NONE, "without an axis in the file", "--layout", "--axis");
    OpenOptions given =
        OpenOptions.NONE.withAxis(new AxisHint.Listed(new double[] {1000, 1001, 1002}));
    assertThat(ReadSpectra.of(SpectrumFiles.open(file, given), 5).spectra().get(1))
        .containsExactly(2, 4, 6);
  }

  @Test
  void shouldReadAListLongerThanALineOfAnImage() throws Exception {
    int count = 16_385;
    double[] values = new double[count * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file =
        written(
            new MatFixture()
                .matrix("wn", new int[] {1, 3}, AXIS)
                .matrix("data", new int[] {3, count}, values));
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry().width()).isEqualTo(16_384);
      assertThat(source.geometry().height()).isEqualTo(2);
      assertThat(source.understood().line()).contains("a list without places");
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 1000);
    assertThat(read.spectra()).hasSize(count);
    assertThat(read.places().get(count - 1)).containsExactly(0, 1);
    assertThat(read.spectra().get(count - 1)).containsExactly(49154, 49153, 49152);
  }

  @Test
  void shouldNameTheByteWhereAVariableIsDamaged() throws Exception {
    byte[] bytes = new MatFixture().matrix("data", LIST, 1, 2, 3, 4, 5, 6).bytes();
    bytes[132] = 100;
    bytes[133] = 100;
    refused(Files.write(folder.resolve("long.mat"), bytes), OpenOptions.NONE, "byte 128");
  }

  private Path written(MatFixture fixture) throws IOException {
    return Files.write(folder.resolve("a.mat"), fixture.bytes());
  }

  private static void refused(Path file, OpenOptions options, String... words) {
    assertThatThrownBy(() -> SpectrumFiles.open(file, options).close())
        .isInstanceOf(SpectrumFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
