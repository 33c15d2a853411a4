package org.spectrastreams.formats.omnic;

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
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;

class OmnicReaderIT {
  /** Half of the last of seven digits. */
  private static final double SEVEN_DIGITS = 5.1e-7;

  @TempDir Path folder;

  private FileSource open(OmnicFixture file) throws IOException {
    return SpectrumFiles.open(file.write(folder));
  }

  private FileSource open(OmnicFixture file, String channel) throws IOException {
    return SpectrumFiles.open(
        file.write(folder), OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, channel));
  }

  @Test
  void shouldAgreeWithTheVendorsOwnTextExport() throws Exception {
    ReadSpectra read =
        ReadSpectra.of(SpectrumFiles.open(GoldenValues.file("omnic/diamond.SPA")), 1);
    assertThat(read.axis()).hasSize(3449);
    GoldenValues.assertAgree(
        read, GoldenValues.file("omnic/diamond.values.csv"), SEVEN_DIGITS, SEVEN_DIGITS);
  }

  @Test
  void shouldReportThePlaceInTheTitleAndTheTime() throws Exception {
    try (FileSource source = open(OmnicSamples.absorbance())) {
      assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(17963.4);
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(-3918.33);
      assertThat(source.understood().acquired().orElseThrow().value())
          .isEqualTo(LocalDateTime.of(2019, 11, 13, 11, 52, 57));
      assertThat(source.understood().passedOver()).containsExactly("interferograms: 1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 17, absorbance, WAVENUMBER",
    "1, 16, percent-transmittance, WAVENUMBER",
    "32, 31, raman-intensity, RAMAN_SHIFT",
    "1, 21, unspecified, PER_CENTIMETRE",
    "1, 11, unspecified, PER_CENTIMETRE",
    "3, 17, absorbance, WAVENUMBER"
  })
  void shouldTakeUnitAndQuantityFromTheCodes(int x, int y, String quantity, AxisKind kind)
      throws Exception {
    try (FileSource source = open(new OmnicFixture("a").spectrum(x, y, 900, 800, 20, 30))) {
      assertThat(source.quantity().id()).isEqualTo(quantity);
      assertThat(source.axis().under(source.quantity()).kind()).isEqualTo(kind);
    }
  }

  @Test
  void shouldReadASingleBeamOnlyWhereItIsAskedFor() throws Exception {
    OmnicFixture background =
        new OmnicFixture("b").spectrum(1, OmnicFixture.SINGLE_BEAM, 1000, 998, 1, 2);
    assertThatThrownBy(() -> open(background))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("single beam")
        .hasMessageContaining("--channel 1");
    try (FileSource source = open(background, "1")) {
      assertThat(source.next(1).intensities()).containsExactly(2, 1);
    }
  }

  @Test
  void shouldAskWhichSpectrumOfAMixedGroupIsMeant() throws Exception {
    OmnicFixture mixed =
        new OmnicFixture("g")
            .spectrum(1, OmnicFixture.ABSORBANCE, 1000, 998, 1, 2)
            .spectrum(1, OmnicFixture.ABSORBANCE, 1001, 998, 3, 4);
    assertThatThrownBy(() -> open(mixed))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--channel");
    try (FileSource source = open(mixed, "2")) {
      assertThat(source.axis().max()).isEqualTo(1001);
      assertThat(source.next(1).intensities()).containsExactly(4, 3);
    }
    assertThatThrownBy(() -> open(mixed, "3")).hasMessageContaining("1 to 2");
  }

  /** A 32-bit number at a byte of the file; the axis stands at byte 368. */
  @ParameterizedTest
  @CsvSource({
    "0, 7, Spectral Data File",
    "294, 0, key 2",
    "294, 60000, table of sections",
    "306, 100000, a file of",
    "306, 0x7fffffff, a file of",
    "342, 4, points",
    "338, 100000, a file of",
    "336, 9, no values",
    "372, 0, points",
    "372, 1000000, points",
    "372, 4, 3 points",
    "376, 2, interferogram",
    "376, 77, code 77",
    "384, 0x7f800000, axis",
    "388, 0x447a0000, axis"
  })
  void shouldRefuseADamagedFileNamingTheByte(int at, String value, String named) throws Exception {
    byte[] bytes =
        new OmnicFixture("a").spectrum(1, OmnicFixture.ABSORBANCE, 1000, 994, 1, 2, 3).bytes();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at, (int) (long) Long.decode(value));
    Path damaged = Files.write(folder.resolve("damaged.spa"), bytes);
    OpenOptions options = OpenOptions.NONE.withFormat("omnic");
    assertThatThrownBy(() -> SpectrumFiles.open(damaged, options))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("byte ")
        .hasMessageContaining(named);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> SpectrumFiles.open(damaged, options))
        .isInstanceOf(SpectrumFileException.class);
  }
}
