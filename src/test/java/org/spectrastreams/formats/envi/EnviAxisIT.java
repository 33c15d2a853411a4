package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

/** The axis and the quantity of an ENVI cube, by its header and by options. */
class EnviAxisIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Wavenumber, 1000",
    "wavenumbers, 1000",
    "cm-1, 1000",
    "1/cm, 1000",
    "Raman shift (cm-1), 1000",
    "Micrometers, 10",
    "microns, 10",
    "um, 10",
    "µm, 10",
    "μm, 10",
    "Nanometers, 10000",
    "nm, 10000"
  })
  void shouldConvertEveryUnitToWavenumbers(String unit, double stored) throws Exception {
    String header =
        EnviFixture.CUBE.header(
            "wavelength units = "
                + unit
                + "\nwavelength = {"
                + stored
                + ","
                + stored * 1.1
                + ","
                + stored * 1.2
                + ","
                + stored * 1.3
                + "}\n");
    try (SpectrumSource source = EnviFixture.CUBE.open(folder, header)) {
      boolean wavelength = stored != 1000;
      assertThat(wavelength ? source.axis().max() : source.axis().min())
          .isCloseTo(1000, within(1e-9));
    }
    Files.write(
        folder.resolve("cube.hdr"), header.replace('μ', 'µ').getBytes(StandardCharsets.ISO_8859_1));
    try (SpectrumSource source = SpectrumFiles.open(folder.resolve("cube.dat"))) {
      assertThat(source.axis().size()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wavelength units = Unknown\n", "wavelength units = Index\n"})
  void shouldRefuseAnAxisWithoutUnitUnlessOneIsGiven(String units) throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(
            folder, EnviFixture.CUBE.header(units + "wavelength = {1000, 1002, 1004, 1006}\n"));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.hdr")
        .hasMessageContaining("--unit");
    EnviFixture.CUBE.assertIsRead(
        SpectrumFiles.open(hdr, OpenOptions.NONE.withUnit(AxisUnit.PER_CENTIMETRE)));
  }

  @Test
  void shouldTakeUnitAndQuantityFromThePlotTitles() throws Exception {
    String header =
        EnviFixture.CUBE.header(
            """
            z plot titles = {Wavenumbers (cm-1), Absorbance}
            pixel size = {0.000025000, 0.000025000}
            wavelength = {1006, 1004, 1002, 1000}
            """);
    try (SpectrumSource source = EnviFixture.CUBE.open(folder, header)) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
      assertThat(source.geometry().pixelSizeMicrometres()).isEqualTo(25);
      assertThat(source.axis().toArray()).containsExactly(1000, 1002, 1004, 1006);
    }
  }

  @Test
  void shouldRefuseOptionsThatContradictTheFile() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(
            folder,
            EnviFixture.CUBE.header(
                "z plot titles = {a, Absorbance}\n" + EnviFixture.CUBE.axisFields()));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr, OpenOptions.NONE.withUnit(AxisUnit.NANOMETRE)))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("axis unit nm given for a file that states cm-1");
    assertThatThrownBy(
            () -> SpectrumFiles.open(hdr, OpenOptions.NONE.withQuantity(Quantity.TRANSMITTANCE)))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("quantity transmittance given for a file that states absorbance");
    assertThatThrownBy(
            () -> SpectrumFiles.open(hdr, OpenOptions.NONE.withAxis(new AxisHint.Even(1, 2))))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--axis");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wavelength units = cm**-1",
        "wavelength units = 1/cm ; as measured",
        "wavelength units = Wavenumber (cm-1)",
        "wavelength units = cm^-1",
        "wavelength units = unknown\nz plot titles = {Raman shift / cm⁻¹, I}"
      })
  void shouldKnowTheKinOfReciprocalCentimetres(String units) throws Exception {
    String list = "wavelength = {1000, 1002, ; the first two\n 1004, 1006} ; all of them\n";
    try (SpectrumSource source =
        SpectrumFiles.open(
            EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(units + "\n" + list)))) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1002, 1004, 1006);
    }
  }

  @Test
  void shouldTakeNamesOfBandsThatAreNumbersWithAUnitForTheAxis() throws Exception {
    String names = "band names = {1000 cm-1, 1010 cm-1, 1020 (cm-1), Band 1030 cm-1}\n";
    try (SpectrumSource source = EnviFixture.CUBE.open(folder, EnviFixture.CUBE.header(names))) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1010, 1020, 1030);
    }
    for (String other : new String[] {names.replace("cm-1", ""), names.replace("1010 cm-1", "b")}) {
      assertThatThrownBy(() -> EnviFixture.CUBE.open(folder, EnviFixture.CUBE.header(other)))
          .isInstanceOf(SpectrumFileException.class)
          .hasMessageContaining("--axis");
    }
  }
}
