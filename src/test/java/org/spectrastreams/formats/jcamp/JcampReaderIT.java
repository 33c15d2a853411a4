package org.spectrastreams.formats.jcamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.jcamp.JcampFixture.Form;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;

@SuppressWarnings("StringConcatToTextBlock") // line by line, as the format counts them
class JcampReaderIT {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("a.jdx"), text);
  }

  private ReadSpectra read(String text, OpenOptions options) throws IOException {
    return ReadSpectra.of(SpectrumFiles.open(write(text), options), 64);
  }

  @Test
  void shouldAgreeWithAnotherReaderOnAMeasuredFile() throws Exception {
    Path file = GoldenValues.file("jcamp/nitrocellulose.jdx");
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().instrument()).contains("Bruker IR Cube FTIR");
      assertThat(source.understood().line()).contains("7154 points", "names no quantity read here");
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 64);
    // The other reader adds up rounded steps of the axis.
    GoldenValues.assertAgree(read, GoldenValues.file("jcamp/nitrocellulose.values.csv"), 1e-9, 0);
  }

  @Test
  void shouldReadThePublishedExampleOfDifferencesAndRepeatsAsItIsWrittenOut() throws Exception {
    String header =
        """
        ##TITLE= example
        ##XUNITS= 1/CM
        ##YUNITS= ABSORBANCE
        ##XFACTOR= 1
        ##YFACTOR= 0.1
        ##FIRSTX= 4
        ##LASTX= 56
        ##NPOINTS= 53
        ##XYDATA= (X++(Y..Y))
        """;
    ReadSpectra packed =
        read(
            header + "4@VKT%TLkj%J%KLJ%njKjL%kL%jJULJ%kLK1%lLMNPNPRLJ0QTOJ1P\n56A28\n##END=\n",
            OpenOptions.NONE);
    ReadSpectra plain =
        read(
            header
                + "4 0 0 0 0 2 4 4 4 7\n13 5 4 4 5 5 7 10 11 11\n22 6 5 7 6 9 9 7 10 10\n"
                + "31 9 10 11 12 15 16 16 14 17\n40 38 38 35 38 42 47 54 59 66\n"
                + "49 75 78 88 96 104 110 121 128\n##END=\n",
            OpenOptions.NONE);
    assertThat(packed.spectra().get(0)).isEqualTo(plain.spectra().get(0));
    assertThat(packed.axis()).isEqualTo(plain.axis());
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldReadTheSameFromEveryWayToWriteNumbers(Form form) throws Exception {
    float[] values = read(JcampFixture.block("a", form), OpenOptions.NONE).spectra().get(0);
    int points = JcampFixture.ORDINATES.length;
    for (int i = 0; i < points; i++) {
      assertThat(values[i]).isEqualTo(JcampFixture.ORDINATES[points - 1 - i] * 0.5f);
    }
  }

  @Test
  void shouldReadTheImaginaryPartWhereItIsAskedFor() throws Exception {
    ReadSpectra imaginary =
        read(JcampSamples.SHIFTS, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "I"));
    assertThat(imaginary.spectra().get(0)).containsExactly(12, 8, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "'@%UKT', '@%UKS', repeats",
    "'Gj3', 'Gj4', repeats",
    "'988D', '980D', point",
    "'988D', '988', repeats",
    "'960G', '960!', !",
    "'1000@', '900@', point",
    "'NPOINTS= 27', 'NPOINTS= 26', points",
    "'LASTX= 948.0', 'LASTX= 648.0', point",
    "'FIRSTY= 0', 'FIRSTY= 70000', first ordinate",
    "'YFACTOR= 0.5', 'YFACTOR= half', YFACTOR",
    "'##XYDATA', '##LATER', no table",
    "'XUNITS= 1/CM', 'XUNITS= SECONDS', SECONDS",
    "'(X++(Y..Y))', '(R++(A..A))', form",
    "'XYDATA= (X++(Y..Y))', 'PEAK TABLE= (XY..XY)', peak table",
    "'INFRARED SPECTRUM', 'INFRARED INTERFEROGRAM', interferogram",
    "'INFRARED SPECTRUM', 'MASS SPECTRUM', mass spectrum",
    "'NPOINTS= 27', 'NPOINTS= 1000000000', points",
    "'##NPOINTS= 27', '##NPOINTS 27', LABEL"
  })
  void shouldRefuseADamagedFileNamingTheLine(String found, String instead, String named)
      throws Exception {
    String whole = JcampFixture.block("a", Form.DIFDUP);
    assertThat(whole).contains(found);
    String damaged = whole.replace(found, instead);
    assertThatThrownBy(() -> read(damaged, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(named);
  }

  @Test
  void shouldRefuseAFileThatEndsEarly() throws Exception {
    String whole = JcampFixture.block("a", Form.AFFN);
    String cut = whole.substring(0, whole.length() - 20);
    assertThatThrownBy(() -> read(cut, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line ");
  }

  @Test
  void shouldRefusePercentagesThatAreCalledTransmittance() throws Exception {
    String percent =
        JcampFixture.block("a", Form.AFFN)
            .replace("ABSORBANCE", "TRANSMITTANCE")
            .replace("YFACTOR= 0.5", "YFACTOR= 5");
    assertThatThrownBy(() -> read(percent, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--quantity percent-transmittance --overrule");
    try (FileSource source =
        SpectrumFiles.open(write(percent.replace("TRANSMITTANCE", "%T")), OpenOptions.NONE)) {
      assertThat(source.quantity()).isEqualTo(Quantity.PERCENT_TRANSMITTANCE);
    }
  }

  @Test
  void shouldReadShiftsBelowZeroOfARamanSpectrum() throws Exception {
    String raman =
        JcampFixture.header("r", -100, 100, 3, "1/CM")
                .replace("INFRARED", "RAMAN")
                .replace("ABSORBANCE", "COUNTS")
            + "##XYDATA= (X++(Y..Y))\n-100 1 2 ?\n##END=\n";
    try (FileSource source = SpectrumFiles.open(write(raman))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.quantity()).isEqualTo(Quantity.RAMAN_INTENSITY);
      assertThat(source.next(1).intensities()).containsExactly(0.5f, 1f, Float.NaN);
    }
  }

  @Test
  void shouldAskForTheTableWhereLinkedSpectraDiffer() throws Exception {
    String linked =
        "##TITLE= all\n##DATA TYPE= LINK\n##BLOCKS= 3\n"
            + JcampFixture.block("first", Form.SQZ)
            + JcampFixture.block("second", Form.SQZ).replace("1000", "1001")
            + "##TITLE= bands\n##XUNITS= 1/CM\n##PEAK TABLE= (XY..XY)\n1000,1\n##END=\n##END=\n";
    assertThatThrownBy(() -> read(linked, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--channel");
    for (String chosen : new String[] {"2", "Second"}) {
      try (FileSource source =
          SpectrumFiles.open(
              write(linked), OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, chosen))) {
        assertThat(source.axis().max()).isEqualTo(1001);
        assertThat(source.understood().passedOver()).hasSize(2);
      }
    }
    assertThatThrownBy(() -> read(linked, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "bands")))
        .hasMessageContaining("peak table");
    assertThatThrownBy(() -> read(linked, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "4")))
        .hasMessageContaining("\"first\"");
  }

  @Test
  void shouldNotTakeTheZeroOfAnAxisInHertzForAReference() throws Exception {
    String hertz =
        JcampFixture.header("n", 500, 0, 3, "HZ").replace("INFRARED", "NMR")
            + "##.OBSERVE FREQUENCY= 100\n##XYDATA= (X++(Y..Y))\n500 1 2 3\n##END=\n";
    assertThatThrownBy(() -> read(hertz, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(".SHIFT REFERENCE")
        .hasMessageContaining("--unit ppm");
    assertThat(
            read(hertz.replace("##XYDATA", "##$OFFSET= 7\n##$SF= 100\n##XYDATA"), OpenOptions.NONE)
                .axis())
        .containsExactly(2, 4.5, 7);
  }
}
