package org.spectrastreams.formats.pif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

class PifReaderIT {
  @TempDir Path folder;

  @BeforeEach
  void writeAScan() throws Exception {
    PifFixture.write(folder);
  }

  private void change(String parameters) throws Exception {
    Files.write(folder.resolve("Made_0011.txt"), parameters.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void shouldReadTheSameByTheParametersAsByTheData() throws Exception {
    for (String name : new String[] {"Made_0011.txt", "Made_0011hyPIRFwd.int"}) {
      ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(folder.resolve(name)), 2);
      assertThat(read.places().get(4)).containsExactly(1, 1);
      assertThat(read.spectra().get(4)).containsExactly(20, 20.5f, 21, 21.5f);
    }
  }

  @Test
  void shouldSayPixelSizeTimeAndWhatItPassedOver() throws Exception {
    try (FileSource source = SpectrumFiles.open(folder.resolve("Made_0011.txt"))) {
      assertThat(source.geometry().pixelSizeMicrometres()).isCloseTo(0.14, within(1e-12));
      assertThat(source.understood().line())
          .contains("VistaScan 2.2.0.42", "2021-08-14T05:28:50", "1 images", "values in V");
    }
  }

  @Test
  void shouldRefuseAnImageAsSuch() {
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011TopographyFwd.int")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("an image (TopographyFwd)")
        .matches(e -> ((SpectrumFileException) e).isNoMeasurement());
  }

  @Test
  void shouldAskForTheAxisWhereTheListOfWavelengthsIsMissing() throws Exception {
    Files.delete(folder.resolve("Made_0011hyPIRFwdWavelengths.txt"));
    Path data = folder.resolve("Made_0011hyPIRFwd.int");
    assertThatThrownBy(() -> SpectrumFiles.open(data))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--axis");
    OpenOptions given = OpenOptions.NONE.withAxis(new AxisHint.Even(1400, 1403));
    try (FileSource source = SpectrumFiles.open(data, given)) {
      assertThat(source.axis().toArray()).containsExactly(1400, 1401, 1402, 1403);
    }
  }

  @Test
  void shouldRefuseParametersThatDoNotFitTheData() throws Exception {
    change(PifFixture.PARAMETERS.replace("yPixel     : 2", "yPixel     : 4"));
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011.txt")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("found 6 spectra; expected 3 × 4");
    change(PifFixture.PARAMETERS.replace("BytesPerPixel : 16", "BytesPerPixel : 12"));
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011.txt")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("found 4 wavelengths; expected 3");
  }

  @Test
  void shouldRefuseDataWithoutTheParametersThatSayWhetherTheyAreWhole() throws Exception {
    Files.delete(folder.resolve("Made_0011.txt"));
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011hyPIRFwd.int")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no parameter file that names it");
  }

  @Test
  void shouldNotTakeTheListOfWavelengthsForASpectrum() {
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011hyPIRFwdWavelengths.txt")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("open the scan's .int or .txt file");
  }

  @Test
  void shouldNotLeaveTheFolder() throws Exception {
    change(PifFixture.PARAMETERS.replace("Made_0011hyPIRFwd.int", "../Made_0011hyPIRFwd.int"));
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Made_0011.txt")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("its own folder");
  }
}
