package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

class EnviReaderTest {
  private static final EnviFixture CUBE =
      new EnviFixture(
          3, 2, 4, PixelType.FLOAT32, ByteOrder.LITTLE_ENDIAN, RasterLayout.Interleave.BIP, 0, 5);

  @TempDir Path folder;

  private SpectrumSource open(String header) throws IOException {
    return SpectrumFiles.open(CUBE.write(folder, header));
  }

  private void assertIsTheCube(SpectrumSource source) throws IOException {
    ReadSpectra read = ReadSpectra.of(source, 100);
    assertThat(read.spectra()).hasSize(6);
    for (int i = 0; i < 6; i++) {
      for (int band = 0; band < 4; band++) {
        assertThat(read.spectra().get(i)[band]).isEqualTo((float) CUBE.stored(i % 3, i / 3, band));
      }
    }
  }

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
    assertIsTheCube(open(header));
    Files.write(
        folder.resolve("cube.hdr"),
        header.replace("×", "x").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    assertIsTheCube(SpectrumFiles.open(folder.resolve("cube.hdr")));
  }

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
        CUBE.header(
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
    try (SpectrumSource source = open(header)) {
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
    Path hdr = CUBE.write(folder, CUBE.header(units + "wavelength = {1000, 1002, 1004, 1006}\n"));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.hdr")
        .hasMessageContaining("--unit");
    assertIsTheCube(SpectrumFiles.open(hdr, OpenOptions.NONE.withUnit(AxisUnit.PER_CENTIMETRE)));
  }

  @Test
  void shouldTakeUnitAndQuantityFromThePlotTitles() throws Exception {
    String header =
        CUBE.header(
            """
            z plot titles = {Wavenumbers (cm-1), Absorbance}
            pixel size = {0.000025000, 0.000025000}
            wavelength = {1006, 1004, 1002, 1000}
            """);
    try (SpectrumSource source = open(header)) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
      assertThat(source.geometry().pixelSizeMicrometres()).isEqualTo(25);
      assertThat(source.axis().toArray()).containsExactly(1000, 1002, 1004, 1006);
    }
  }

  @Test
  void shouldRefuseOptionsThatContradictTheFile() throws Exception {
    Path hdr =
        CUBE.write(folder, CUBE.header("z plot titles = {a, Absorbance}\n" + CUBE.axisFields()));
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
    byte[] data = CUBE.data();
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, -9999.99f);
    Path hdr =
        CUBE.write(folder, CUBE.header(CUBE.axisFields() + "data ignore value = -9999.99\n"));
    Files.write(folder.resolve("cube.dat"), data);
    assertThat(ReadSpectra.of(SpectrumFiles.open(hdr), 9).spectra().get(0)[1]).isNaN();
    CUBE.write(folder, CUBE.header(CUBE.axisFields() + "data ignore value = NaN\n"));
    assertIsTheCube(SpectrumFiles.open(hdr));
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
    Path hdr = CUBE.write(folder, CUBE.header(CUBE.axisFields()));
    Files.writeString(folder.resolve("cube.labels.csv"), "a,b,NA\n,c,a\n");
    assertThat(ReadSpectra.of(SpectrumFiles.open(hdr), 2).labels())
        .containsExactly("a", "b", "", "", "c", "a");
    Files.writeString(folder.resolve("cube.labels.csv"), "a,b,NA\n,c\n");
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.labels.csv, line 2: found 2 names; expected 3 names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cube", "cube.img", "cube.DAT", "cube.bsq", "cube.bil", "cube.bip", "cube.raw"})
  void shouldFindTheDataFileUnderItsUsualNames(String name) throws Exception {
    Files.write(folder.resolve(name), CUBE.data());
    Path hdr = Files.writeString(folder.resolve("cube.hdr"), CUBE.header(CUBE.axisFields()));
    assertIsTheCube(SpectrumFiles.open(hdr));
    assertIsTheCube(SpectrumFiles.open(folder.resolve(name)));
    Files.move(hdr, folder.resolve(name + ".HDR"));
    assertIsTheCube(SpectrumFiles.open(folder.resolve(name)));
    assertIsTheCube(SpectrumFiles.open(folder.resolve(name + ".HDR")));
  }

  @Test
  void shouldRefuseToChooseBetweenDataFilesOfTheSameLength() throws Exception {
    Path hdr = CUBE.write(folder, CUBE.header(CUBE.axisFields()));
    Files.write(folder.resolve("cube.img"), new byte[7]);
    assertIsTheCube(SpectrumFiles.open(hdr));
    Files.write(folder.resolve("cube.img"), CUBE.data());
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.dat",
        "/etc/passwd",
        "sub/cube.dat",
        "..\\outside.dat",
        "C:cube.dat",
        ".."
      })
  void shouldNeverFollowAHeaderOutOfItsFolder(String name) throws Exception {
    Path inner = Files.createDirectories(folder.resolve("inner/sub")).getParent();
    Files.write(folder.resolve("outside.dat"), CUBE.data());
    Files.write(inner.resolve("sub/cube.dat"), CUBE.data());
    Path hdr =
        Files.writeString(
            inner.resolve("a.hdr"), CUBE.header(CUBE.axisFields() + "data file = " + name + "\n"));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("own folder");
  }

  @Test
  void shouldReadWholeLinesOfACubeThatIsBeingWritten() throws Exception {
    Path hdr = CUBE.write(folder, CUBE.header(CUBE.axisFields()));
    Path dat = Files.write(folder.resolve("cube.dat"), Arrays.copyOf(CUBE.data(), 90));
    OpenOptions soFar = OpenOptions.NONE.ofFirst(90);
    assertThat(SpectrumFiles.readsBeginnings(dat, OpenOptions.NONE)).isTrue();
    try (FileSource source = SpectrumFiles.open(dat, soFar)) {
      assertThat(source.geometry()).isEqualTo(ImageGeometry.of(3, 2));
      assertThat(source.understood().files()).containsExactly(dat, hdr);
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(dat, soFar), 2);
    assertThat(read.spectra()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(read.places().get(i)).containsExactly(i, 0);
      assertThat(read.spectra().get(i)[3]).isEqualTo((float) CUBE.stored(i, 0, 3));
    }
    assertThatThrownBy(() -> SpectrumFiles.open(dat, OpenOptions.NONE.ofFirst(40)))
        .hasMessageContaining("no whole line");
    Files.writeString(hdr, Files.readString(hdr).replace("= bip", "= bsq"));
    assertThatThrownBy(() -> SpectrumFiles.open(dat, soFar))
        .hasMessageContaining("band after band");
  }

  @Test
  void shouldNameFileByteAndLengthWhereTheDataAreTooShortOrTooLong() throws Exception {
    Path hdr = CUBE.write(folder, CUBE.header(CUBE.axisFields()));
    byte[] data = CUBE.data();
    Files.write(folder.resolve("cube.dat"), Arrays.copyOf(data, 90));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOfSatisfying(
            SpectrumFileException.class, e -> assertThat(e.offset()).isEqualTo("byte 90"))
        .hasMessageContaining("cube.dat")
        .hasMessageContaining("90 bytes")
        .hasMessageContaining("96 bytes");
    Files.write(folder.resolve("cube.dat"), Arrays.copyOf(data, 100));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr)).isInstanceOf(SpectrumFileException.class);
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
    String header = CUBE.header(CUBE.axisFields());
    assertThat(header).contains(good);
    Path hdr = CUBE.write(folder, header.replace(good, broken == null ? "" : broken));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("cube.hdr")
        .hasMessageContaining(message);
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
        SpectrumFiles.open(CUBE.write(folder, CUBE.header(units + "\n" + list)))) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1002, 1004, 1006);
    }
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
                    CUBE.write(folder, CUBE.header(field + "\n" + CUBE.axisFields()))))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldReadThePlaceOnTheStageAndPassBandsMarkedAsBad() throws Exception {
    String more =
        "bbl = {1, 0, 1, 1}\nsensor type = Spotlight\n"
            + "map info = {Arbitrary, 1, 1, 10, 20, 2.5, 2.5, units=Micrometers}\n"
            + CUBE.axisFields();
    try (FileSource source = SpectrumFiles.open(CUBE.write(folder, CUBE.header(more)))) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1004, 1006);
      float[] values = source.next(1).intensities();
      assertThat(values)
          .containsExactly(
              (float) CUBE.stored(0, 0, 0),
              (float) CUBE.stored(0, 0, 2),
              (float) CUBE.stored(0, 0, 3));
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(20);
      assertThat(source.understood().places().orElseThrow().stepY()).isEqualTo(-2.5);
      assertThat(source.understood().instrument()).contains("Spotlight");
    }
  }

  @Test
  void shouldRefuseAFileThatTwoReadersClaim() throws Exception {
    Path hdr = CUBE.write(folder, CUBE.header(CUBE.axisFields()));
    Path data = Files.writeString(folder.resolve("cube.dat"), "1\t0.5\t-0.25\t1.5\t0.1\n");
    assertThatThrownBy(() -> SpectrumFiles.open(data))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--format envi or --format ucr");
    assertThat(hdr).exists();
  }
}
