package org.spectrastreams.formats.omnic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

class OmnicMapReaderIT {
  private static final double[][] TWO = {{1, 2}, {3, 4}};

  @TempDir Path folder;

  private FileSource open(double[][] positions, double[][] spectra) throws Exception {
    return SpectrumFiles.open(
        new OmnicMapFixture(OmnicFixture.ABSORBANCE, positions, spectra).write(folder));
  }

  @Test
  void shouldNumberPixelsFromTheLowestPosition() throws Exception {
    try (FileSource source = SpectrumFiles.open(OmnicMapSamples.map().write(folder))) {
      Places places = source.understood().places().orElseThrow();
      assertThat(places.originX()).isEqualTo(-70);
      assertThat(places.stepX()).isEqualTo(10);
      assertThat(places.originY()).isEqualTo(7);
      assertThat(places.stepY()).isEqualTo(20);
      assertThat(source.understood().passedOver()).containsExactly("pictures: 1");
    }
  }

  @Test
  void shouldReadWhatOmnicExportedFromAMeasuredMap() throws Exception {
    Path file = GoldenValues.file("omnic/diamond.map");
    GoldenValues.assertAgree(
        ReadSpectra.of(SpectrumFiles.open(file), 4),
        GoldenValues.file("omnic/diamond.map.values.csv"),
        6e-7,
        2e-7);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().geometry().width()).isEqualTo(3);
      Places places = source.understood().places().orElseThrow();
      assertThat(places.originX()).isCloseTo(-21931.97851562, within(1e-6));
      assertThat(places.originY()).isCloseTo(1463.19567871, within(1e-6));
      assertThat(places.stepX()).isCloseTo(200, within(1e-6));
      assertThat(places.stepY()).isCloseTo(200, within(1e-6));
    }
  }

  @Test
  void shouldReadAnInclinedLineAsOneLine() throws Exception {
    try (FileSource source = open(new double[][] {{0, 0}, {3, 4}}, TWO)) {
      assertThat(source.geometry().width()).isEqualTo(2);
      assertThat(source.geometry().height()).isEqualTo(1);
      Places places = source.understood().places().orElseThrow();
      assertThat(places.stepX()).isCloseTo(5, within(1e-6));
      assertThat(places.rotationDegrees()).isCloseTo(53.13, within(0.01));
    }
  }

  @Test
  void shouldReadPlacesThatLieOnNoGridAsAList() throws Exception {
    double[][] positions = {{0, 0}, {0, 0}};
    try (FileSource source = open(positions, TWO)) {
      assertThat(source.understood().places()).isEmpty();
      assertThat(source.geometry().width()).isEqualTo(2);
      assertThat(source.understood().line()).contains("no places on an even grid");
    }
  }

  @Test
  void shouldReadSingleBeamsOnlyWhereTheyAreAskedFor() throws Exception {
    Path file = new OmnicMapFixture(OmnicFixture.SINGLE_BEAM, new double[0][], TWO).write(folder);
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--channel single-beam");
    SpectrumFiles.open(file, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "single-beam"))
        .close();
  }

  /** A 32-bit number at a byte of the file. */
  @ParameterizedTest
  @CsvSource({
    "0, 7, Spectral",
    "294, 0, 0 sections",
    "294, 65535, table of sections",
    "304, 300, 0 sections",
    "306, 100000, a file of",
    "308, -1, a file of",
    "314, 100, bytes of spectra",
    "314, 100000, a file of",
    "404, 0, points",
    "404, 2, bytes of spectra",
    "404, 70000, points",
    "408, 2, interferogram",
    "416, 0x7f800000, axis"
  })
  void shouldRefuseADamagedFileNamingTheByte(int at, String value, String named) throws Exception {
    double[][] three = {{1, 2, 3}, {4, 5, 6}};
    byte[] bytes = new OmnicMapFixture(OmnicFixture.ABSORBANCE, new double[0][], three).bytes();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at, (int) (long) Long.decode(value));
    Path damaged = Files.write(folder.resolve("damaged.map"), bytes);
    assertThatThrownBy(() -> SpectrumFiles.open(damaged, OpenOptions.NONE.withFormat("omnic-map")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("byte ")
        .hasMessageContaining(named);
  }
}
