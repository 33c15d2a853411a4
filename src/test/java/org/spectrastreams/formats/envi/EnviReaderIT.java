package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Headers of ENVI cubes and spectral libraries as people write them. */
class EnviReaderIT {
  @TempDir Path folder;

  @Test
  void shouldReadAHeaderWrittenWithEveryFreedomTheFormatHas() throws Exception {
    String header =
        """
        ENVI\s\s
        ; written by hand
        description = {
          Größe 3 × 2, {nested} and = signs;
          ; a comment inside }
        }
        SAMPLES=3
        Lines   =  2 ; two of them
        bands =4

        Header  Offset=0
        data type = 4
        interleave = BiP
        sensor type = Unknown
        default stretch = 5.0% linear
        band names = {
         one, two,
         three, four}
        wavelength units = Wavenumber
        wavelength = { 1000.0,
          1002.0
          1004.0 , 1006e0,
        }
        fwhm = {8, 8, 8, 8}
        """;
    EnviFixture.CUBE.assertIsRead(EnviFixture.CUBE.open(folder, header));
    Files.write(
        folder.resolve("cube.hdr"),
        header.replace("×", "x").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(folder.resolve("cube.hdr")));
  }

  @Test
  void shouldDivideByTheScaleFactorAndMarkIgnoredValues() throws Exception {
    EnviFixture ints =
        new EnviFixture(
            3, 2, 4, PixelType.INT16, ByteOrder.BIG_ENDIAN, RasterLayout.Interleave.BIL, 3, 9);
    short ignored = (short) ints.stored(1, 0, 2);
    Path hdr =
        ints.write(
            folder,
            ints.header(
                ints.axisFields()
                    + "reflectance scale factor = 10000.0\ndata ignore value = "
                    + ignored
                    + "\n"));
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(hdr), 2);
    assertThat(read.spectra().get(1)[2]).isNaN();
    assertThat(read.spectra().get(4)[3]).isEqualTo((float) (ints.stored(1, 1, 3) / 10_000));
  }

  @Test
  void shouldFindAnIgnoredValueThatFloat32OnlyHoldsRounded() throws Exception {
    byte[] data = EnviFixture.CUBE.data();
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, -9999.99f);
    Path hdr =
        EnviFixture.CUBE.write(
            folder,
            EnviFixture.CUBE.header(
                EnviFixture.CUBE.axisFields() + "data ignore value = -9999.99\n"));
    Files.write(folder.resolve("cube.dat"), data);
    assertThat(ReadSpectra.of(SpectrumFiles.open(hdr), 9).spectra().get(0)[1]).isNaN();
    EnviFixture.CUBE.write(
        folder,
        EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields() + "data ignore value = NaN\n"));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(hdr));
  }

  @Test
  void shouldReadASpectralLibraryAsAListOfNamedSpectra() throws Exception {
    EnviFixture library =
        new EnviFixture(
            4, 3, 1, PixelType.FLOAT64, ByteOrder.LITTLE_ENDIAN, RasterLayout.Interleave.BSQ, 0, 2);
    Files.write(folder.resolve("lib.sli"), library.data());
    Files.writeString(
        folder.resolve("lib.hdr"),
        library.header("").replace("ENVI Standard", "ENVI Spectral Library")
            + """
            spectra names = {quartz, glass, talc}
            wavelength units = Micrometers
            wavelength = {5, 6, 7, 8}
            """);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(folder.resolve("lib.sli")), 10);
    assertThat(read.labels()).containsExactly("quartz", "glass", "talc");
    assertThat(read.axis()[0]).isEqualTo(1250);
    assertThat(read.spectra().get(2)[3]).isEqualTo((float) library.stored(0, 2, 0));
  }

  @Test
  void shouldReadLabelsBesideTheCube() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    Files.writeString(folder.resolve("cube.labels.csv"), "a,b,NA\n,c,a\n");
    assertThat(ReadSpectra.of(SpectrumFiles.open(hdr), 2).labels())
        .containsExactly("a", "b", "", "", "c", "a");
    Files.writeString(folder.resolve("cube.labels.csv"), "a,b,NA\n,c\n");
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.labels.csv, line 2: found 2 names; expected 3 names");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples = 3          | samples = 3.5                | line 3",
        "samples = 3          | samples = -3                 | line 3",
        "samples = 3          | samples = 99999999999999     | line 3",
        "samples = 3          | samples                      | line 3",
        "samples = 3          |                              | samples",
        "bands = 4            | bands = 0                    | line 5",
        "bands = 4            | bands = 5                    | wavelength",
        "header offset = 0    | header offset = -1           | line 6",
        "header offset = 0    | header offset = 9000000000000000000 | line 6",
        "data type = 4        | data type = 6                | float32",
        "data type = 4        | data type = four             | line 8",
        "interleave = bip     | interleave = bsp             | bsq, bil or bip",
        "interleave = bip     |                              | bsq, bil or bip",
        "byte order = 0       | byte order = 2               | line 10",
        "ENVI Standard        | ENVI Classification          | map of classes",
        "wavelength = {1000   | wavelength = {x1000          | \"x1000\" as value 1",
        "wavelength = {1000   | wavelength = {1003           | runs one way",
        "wavelength = {1000   | wavelength = {NaN            | runs one way",
        "wavelength = {1000   | wavelength = {-1000          | runs one way",
        "1006}                | 1006                         | never closed",
        "1006}                | 1006, 1008}                  | 4 values",
        "= Wavenumber         | = Gigahertz                  | Micrometers",
        "description = {a test}| samples = 4                 | second time",
        "byte order = 0       | = 0                          | name = value",
      })
  void shouldNameTheLineOfABrokenField(String good, String broken, String message)
      throws Exception {
    String header = EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields());
    assertThat(header).contains(good);
    Path hdr = EnviFixture.CUBE.write(folder, header.replace(good, broken == null ? "" : broken));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.hdr")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bbl = {1, 0, 1}                          | 4 values, one a band",
        "bbl = {0, 0, 0, 0}                       | a band that is not marked as bad",
        "data gain values = {1, 2, 1, 1}          | apply them first",
        "data offset values = {0, 0, 0, 0.5}      | apply them first",
        "z plot titles = {a, b} and more          | behind the } of \"z plot titles\""
      })
  void shouldRefuseWhatWouldChangeTheSpectraUnseen(String field, String message) {
    assertThatThrownBy(
            () ->
                SpectrumFiles.open(
                    EnviFixture.CUBE.write(
                        folder,
                        EnviFixture.CUBE.header(field + "\n" + EnviFixture.CUBE.axisFields()))))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldReadThePlaceOnTheStageAndPassBandsMarkedAsBad() throws Exception {
    String more =
        "bbl = {1, 0, 1, 1}\nsensor type = Spotlight\n"
            + "map info = {Arbitrary, 1, 1, 10, 20, 2.5, 2.5, units=Micrometers}\n"
            + EnviFixture.CUBE.axisFields();
    try (FileSource source =
        SpectrumFiles.open(EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(more)))) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1004, 1006);
      float[] values = source.next(1).intensities();
      assertThat(values)
          .containsExactly(
              (float) EnviFixture.CUBE.stored(0, 0, 0),
              (float) EnviFixture.CUBE.stored(0, 0, 2),
              (float) EnviFixture.CUBE.stored(0, 0, 3));
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(20);
      assertThat(source.understood().places().orElseThrow().stepY()).isEqualTo(-2.5);
      assertThat(source.understood().instrument()).contains("Spotlight");
    }
  }
}
