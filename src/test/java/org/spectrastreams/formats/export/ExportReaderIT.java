package org.spectrastreams.formats.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

class ExportReaderIT {
  @TempDir Path folder;

  private Path written(String text) throws Exception {
    return Files.writeString(folder.resolve("export.txt"), text);
  }

  private String line(String text) throws Exception {
    try (FileSource source = SpectrumFiles.open(written(text))) {
      return source.understood().line();
    }
  }

  @Test
  void shouldSayInstrumentAndDateWhereThePreambleSaysThem() throws Exception {
    assertThat(line(ExportSamples.JASCO)).contains("FT/IR-4100", "2019-05-12T10:11:12");
    assertThat(line(ExportSamples.OCEAN_VIEW)).contains("QEP01234", "2021-01-04T12:30:15");
    assertThat(line(ExportSamples.BW_TEK))
        .contains("BTC162E-532S-SYS", "2 pixels without an axis value left out")
        .contains("column \"Raw data #1\"");
    assertThat(line(ExportSamples.JASCO.replace("2019/05/12", "05/06/19")))
        .doesNotContain("measured at");
  }

  @Test
  void shouldKnowRamanShiftsFromWavenumbers() throws Exception {
    try (FileSource source = SpectrumFiles.open(written(ExportSamples.OCEAN_VIEW))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
    try (FileSource source = SpectrumFiles.open(written(ExportSamples.JASCO))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.WAVENUMBER);
    }
  }

  @Test
  void shouldRefuseFewerPointsThanThePreambleSays() {
    assertThatThrownBy(() -> line(ExportSamples.JASCO.replace("1002.0000\t0.2\n", "")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("found 2 points; expected 3");
    assertThatThrownBy(() -> line(ExportSamples.WITEC.replace("SizeGraph = 2", "SizeGraph = 1024")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("found 2 points; expected 1024");
  }

  @Test
  void shouldAskForTheUnitThatSpectraSuiteDoesNotWrite() {
    assertThatThrownBy(() -> line(ExportSamples.SPECTRA_SUITE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--unit nm");
  }

  @Test
  void shouldKnowOceanViewInOtherLanguages() throws Exception {
    String german =
        ExportSamples.SPECTRA_SUITE
            .replaceFirst(">>>>>Begin[^<]*<<<<<", ">>>>>Beginn Spektrale Daten<<<<<")
            .replaceFirst(">>>>>End[^<]*<<<<<", ">>>>>Ende Spektrale Daten<<<<<");
    OpenOptions nanometres = OpenOptions.NONE.withUnit(AxisUnit.NANOMETRE);
    try (FileSource source = SpectrumFiles.open(written(german), nanometres);
        FileSource english =
            SpectrumFiles.open(
                Files.writeString(folder.resolve("english.txt"), ExportSamples.SPECTRA_SUITE),
                nanometres)) {
      assertThat(german).contains("Beginn Spektrale");
      assertThat(source.next(1).intensities()).isEqualTo(english.next(1).intensities());
    }
  }

  @Test
  void shouldReadTheChannelThatIsAskedFor() throws Exception {
    OpenOptions raw = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "Raw data #1");
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(written(ExportSamples.BW_TEK), raw), 1);
    assertThat(read.spectra().get(0)).containsExactly(31546, 31547);
    OpenOptions none = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "Irradiance");
    assertThatThrownBy(() -> SpectrumFiles.open(written(ExportSamples.BW_TEK), none))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("Dark Subtracted #1");
  }

  @Test
  void shouldReadTheSampleWhereAvantesComputedNothing() throws Exception {
    String counts = ExportSamples.AVANTES.replace(";81,5", "").replace(";82,25", "");
    Path file = written(counts);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.quantity()).isEqualTo(Quantity.UNSPECIFIED);
      assertThat(source.next(1).intensities()).containsExactly(1604, 1603);
    }
  }

  @Test
  void shouldPlaceAWitecScanLineByLine() throws Exception {
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(written(ExportSamples.WITEC)), 4);
    assertThat(read.places().get(3)).containsExactly(1, 1);
    assertThat(read.spectra().get(3)).containsExactly(4, 10);
    assertThatThrownBy(() -> line(ExportSamples.WITEC.replace("SizeX = 2", "SizeX = 4")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("6 columns of spectra");
  }

  @Test
  void shouldNameTheLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> line(ExportSamples.SHIMADZU.replace("0.5", "0.5x")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 4: found \"0.5x\" in column 2");
  }

  @Test
  void shouldReadExportsInUtf16() throws Exception {
    Path file = folder.resolve("utf16.txt");
    Files.write(file, ("\uFEFF" + ExportSamples.SHIMADZU).getBytes(StandardCharsets.UTF_16LE));
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 1);
    assertThat(read.spectra().get(0)).containsExactly(0.25f, 0.5f);
  }

  @Test
  void shouldSaySampleAndLaserOfRruffAndKnowRamanFromInfrared() throws Exception {
    assertThat(line(ExportSamples.RRUFF))
        .contains("sample Corundum", "RRUFF R060020", "laser at 514 nm");
    try (FileSource source = SpectrumFiles.open(written(ExportSamples.RRUFF))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
    try (FileSource source = SpectrumFiles.open(written(ExportSamples.RRUFF_INFRARED))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.WAVENUMBER);
    }
    String byLaser = ExportSamples.RRUFF.replace("Raman Processed", "Broad Scan");
    try (FileSource source = SpectrumFiles.open(written(byLaser))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
  }

  @Test
  void shouldAskForTheUnitThatRruffDoesNotSayAndRefuseDiffraction() throws Exception {
    String silent = ExportSamples.RRUFF_INFRARED.replace("##FILETYPE=Infrared RAW\n", "");
    assertThatThrownBy(() -> line(silent))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--unit");
    String angles = ExportSamples.RRUFF_INFRARED.replace("Infrared RAW", "X-ray Data XY");
    assertThatThrownBy(() -> line(angles))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 3", "diffraction");
  }

  @Test
  void shouldTakeRruffsPointsForDecimals() throws Exception {
    String threeDecimals =
        ExportSamples.RRUFF.replaceAll("(?s)179\\.5050.*", "179.505, 136\n180.729, 45\n");
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(written(threeDecimals)), 1);
    assertThat(read.spectra().get(0)).containsExactly(136, 45);
    try (FileSource source = SpectrumFiles.open(written(threeDecimals))) {
      assertThat(source.axis().at(0)).isEqualTo(179.505);
    }
  }

  @Test
  void shouldLeaveJcampWithOwnRecordsOfThatNameToItsReader() throws Exception {
    Path file =
        written(
            """
            ##TITLE=Corundum
            ##JCAMP-DX=4.24
            ##DATA TYPE=RAMAN SPECTRUM
            ##XUNITS=1/CM
            ##YUNITS=ARBITRARY UNITS
            ##NAMES=Corundum
            ##RRUFFID=R060020
            ##FIRSTX=100
            ##LASTX=101
            ##NPOINTS=2
            ##XFACTOR=1
            ##YFACTOR=1
            ##XYPOINTS=(XY..XY)
            100,1
            101,2
            ##END=
            """);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().line()).contains("JCAMP-DX");
    }
  }

  @Test
  void shouldSayWhatEnlightenSaysAndPassOverItsOtherColumns() throws Exception {
    assertThat(line(ExportSamples.ENLIGHTEN))
        .contains("WP-785XS-F13-A-I WP-01990", "2026-04-06T12:11:30", "laser at 784.896 nm")
        .contains("note: butanol", "passed over: column \"Pixel\", column \"Wavelength\"");
    try (FileSource source = SpectrumFiles.open(written(ExportSamples.ENLIGHTEN))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
  }

  @Test
  void shouldReadEnlightenOverWavelengthsWhereItHasNoShifts() throws Exception {
    String noLaser = ExportSamples.ENLIGHTEN.replaceAll(",30\\d\\.000,", ",0.00,");
    String other = ExportSamples.ENLIGHTEN.replace("Technique,", "Technique,Transmission");
    for (String text : List.of(noLaser, other)) {
      try (FileSource source = SpectrumFiles.open(written(text))) {
        assertThat(source.axis().max()).isEqualTo(1e7 / 803.95);
        assertThat(source.quantity()).isEqualTo(Quantity.UNSPECIFIED);
        assertThat(source.next(1).intensities()).containsExactly(141, 146, 137);
      }
    }
  }

  @Test
  void shouldRefuseSeveralMeasurementsOfEnlightenInOneFile() {
    String several = ExportSamples.ENLIGHTEN.replace("Raw,Dark", ",Processed");
    assertThatThrownBy(() -> line(several))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("one a file");
  }

  /** A field of a million digits and a letter, at which a pattern that goes back would not end. */
  @Test
  void shouldTellAnyNumberButZeroFromColumnsWithoutShifts() throws Exception {
    String exponents = ExportSamples.ENLIGHTEN.replaceAll(",(30\\d)\\.000,", ",$1e+00,");
    try (FileSource source = SpectrumFiles.open(written(exponents))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
    String digits = ExportSamples.ENLIGHTEN.replace("302.000", "1".repeat(1 << 20) + "x");
    assertThatThrownBy(() -> line(digits))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 14");
  }

  /** A million blanks, at which a pattern that goes back would not end. */
  @Test
  void shouldReadAFactWithBlanksInIt() throws Exception {
    String blanks = " ".repeat(1 << 20);
    assertThat(line(ExportSamples.RRUFF.replace("=514", "=514" + blanks + "x")))
        .contains("laser at 514  ");
    assertThat(line(ExportSamples.RRUFF.replace("=514", "=\"514\" ;," + blanks)))
        .contains("laser at 514 nm");
  }

  @Test
  void shouldRefuseTheWavelengthOfXraysAsDiffraction() {
    String rays =
        ExportSamples.RRUFF_INFRARED.replace("FILETYPE=Infrared RAW", "X-RAY WAVELENGTH=1.541838");
    assertThatThrownBy(() -> line(rays))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 3", "diffraction");
  }

  @Test
  void shouldRefuseAnOceanExportWhoseEndNothingTells() throws Exception {
    String german =
        ExportSamples.SPECTRA_SUITE.replace(
            "Number of Pixels in Processed Spectrum", "Anzahl der Pixel im Spektrum");
    OpenOptions nanometres = OpenOptions.NONE.withUnit(AxisUnit.NANOMETRE);
    try (FileSource source = SpectrumFiles.open(written(german), nanometres)) {
      assertThat(source.next(1).intensities()).containsExactly(2.5f, 1.5f);
    }
    String cut = german.replaceFirst(">>>>>End[^<]*<<<<<\\n", "");
    assertThatThrownBy(() -> SpectrumFiles.open(written(cut), nanometres))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 11: found the end of the file", ">>>>>End");
  }
}
