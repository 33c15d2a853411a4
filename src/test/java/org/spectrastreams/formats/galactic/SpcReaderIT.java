package org.spectrastreams.formats.galactic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

class SpcReaderIT {
  @TempDir Path folder;

  private FileSource open(SpcFixture file) throws IOException {
    return SpectrumFiles.open(file.write(folder));
  }

  private static SpcFixture one() {
    return SpcFixture.of(0, SpcFixture.FLOAT, 3, 994, 1).subheader(0, 0, 0).floats(1, 2, 3);
  }

  @Test
  void shouldReportInstrumentAndDate() throws Exception {
    try (FileSource source = open(one())) {
      assertThat(source.understood().instrument()).contains("FTS 20");
      assertThat(source.understood().acquired().orElseThrow().value())
          .isEqualTo(LocalDateTime.of(1997, 3, 9, 8, 46));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 4, absorbance, WAVENUMBER",
    "1, 128, 4, transmittance, WAVENUMBER",
    "13, 0, 4, raman-intensity, RAMAN_SHIFT",
    "1, 4, 11, raman-intensity, RAMAN_SHIFT",
    "10, 0, 10, nmr-intensity, CHEMICAL_SHIFT",
    "1, 129, 4, unspecified, PER_CENTIMETRE",
    "1, 11, 4, unspecified, PER_CENTIMETRE"
  })
  void shouldTakeUnitAndQuantityFromTheCodes(
      int x, int y, int technique, String quantity, AxisKind kind) throws Exception {
    SpcFixture file =
        SpcFixture.of(0, SpcFixture.FLOAT, 3, 994, 1)
            .subheader(0, 0, 0)
            .floats(0.5, 0.25, 0.75)
            .with(28, x)
            .with(29, y)
            .with(2, technique);
    try (FileSource source = open(file)) {
      assertThat(source.quantity().id()).isEqualTo(quantity);
      assertThat(source.axis().under(source.quantity()).kind()).isEqualTo(kind);
    }
  }

  @Test
  void shouldPreferTheTitlesOfTheAxesToTheirCodes() throws Exception {
    SpcFixture file =
        one()
            .with(0, SpcFixture.OWN_LABELS)
            .with(28, 0)
            .with(29, 0)
            .titled("Raman Shift (cm-1)\0Counts\0");
    try (FileSource source = open(file)) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.quantity()).isEqualTo(Quantity.RAMAN_INTENSITY);
    }
  }

  @Test
  void shouldAskForTheUnitOfAnArbitraryAxis() throws Exception {
    Path file = one().with(28, 0).write(folder);
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("byte 28")
        .hasMessageContaining("--unit");
    try (FileSource source =
        SpectrumFiles.open(file, OpenOptions.NONE.withUnit(AxisUnit.NANOMETRE))) {
      assertThat(source.axis().min()).isEqualTo(10_000);
    }
  }

  @Test
  void shouldReadSpectraOnDifferentAxesOneAtATime() throws Exception {
    Path file = SpcSamples.ownAxes(998).write(folder);
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--channel");
    try (FileSource source =
        SpectrumFiles.open(file, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "2"))) {
      assertThat(source.axis().toArray()).containsExactly(990, 998, 1000);
      assertThat(source.next(1).intensities()).containsExactly(3, 2, 1);
    }
    assertThatThrownBy(
            () -> SpectrumFiles.open(file, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "3")))
        .hasMessageContaining("1 to 2");
  }

  /** A 32-bit number at a byte of the header. */
  @ParameterizedTest
  @CsvSource({
    "4, 0, points",
    "4, 65537, points",
    "4, 60000, spectrum 1",
    "20, 0x7ff00000, finite",
    "12, 0x7ff00000, finite",
    "20, 0x408f4000, axis",
    "24, 2, spectrum 2",
    "24, 2000000000, spectra",
    "28, 0x0101, interferogram",
    "28, 0x0209, m/z",
    "0, 0x04044c00, 4C",
    "0, 0x80044b40, 0 points",
    "0, 0x80044b80, a file of"
  })
  void shouldRefuseADamagedFileNamingTheByte(int at, String value, String named) throws Exception {
    byte[] bytes = one().bytes();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at, (int) (long) Long.decode(value));
    Path damaged = Files.write(folder.resolve("damaged.spc"), bytes);
    OpenOptions options = OpenOptions.NONE.withFormat("spc");
    assertThatThrownBy(() -> SpectrumFiles.open(damaged, options))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("byte ")
        .hasMessageContaining(named);
    Files.write(damaged, Arrays.copyOf(one().bytes(), 300));
    assertThatThrownBy(() -> SpectrumFiles.open(damaged, options))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("300 bytes");
  }

  @Test
  void shouldNotReadAnOldFileThatIsCutOffAsAShorterOne() throws Exception {
    byte[] bytes =
        SpcFixture.old(2, 3, 994)
            .subheader(2, 0, 0)
            .fixed(2, 32, 0.5, -1.25, 1.75)
            .subheader(3, 1, 0)
            .fixed(3, 32, 0.5, -1.25, 3)
            .bytes();
    Path cut = folder.resolve("cut.spc");
    for (int length : new int[] {bytes.length - 1, bytes.length - 30, bytes.length - 44}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SpectrumFiles.open(cut))
          .as("%d bytes", length)
          .isInstanceOf(SpectrumFileException.class);
    }
  }

  @Test
  void shouldNotTakeFloatsForWholeNumbersWhoseScaleIsLeftZero() throws Exception {
    SpcFixture file = SpcFixture.of(0, 0, 3, 996, 1);
    Path path = file.subheader(0, 0, 0).floats(28821.09375, 120.5, 3000).write(folder);
    assertThatThrownBy(() -> SpectrumFiles.open(path).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("look like floating-point numbers")
        .hasMessageContaining("--overrule");
    SpectrumFiles.open(path, OpenOptions.NONE.overruling()).close();
  }

  @Test
  void shouldSayWhatIsBehindTheLastSpectrum() throws Exception {
    SpcFixture file = SpcFixture.of(0, SpcFixture.FLOAT, 3, 996, 1);
    Path path = file.subheader(0, 0, 0).floats(1, 2, 3).floats(4, 5, 6).write(folder);
    try (FileSource source = SpectrumFiles.open(path, OpenOptions.NONE)) {
      assertThat(source.understood().passedOver()).contains("12 bytes behind the last spectrum");
    }
  }
}
