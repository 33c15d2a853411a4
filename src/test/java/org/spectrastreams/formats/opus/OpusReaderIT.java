package org.spectrastreams.formats.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
import org.spectrastreams.spectrum.Quantity;

class OpusReaderIT {
  private static final float[] OLD = {1, 2, 3};
  private static final float[] NEW = {4, 5, 6};

  @TempDir Path folder;

  private FileSource open(OpusFixture file) throws IOException {
    return SpectrumFiles.open(file.write(folder));
  }

  private FileSource open(OpusFixture file, String channel) throws IOException {
    return SpectrumFiles.open(
        file.write(folder), OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, channel));
  }

  @Test
  void shouldReportInstrumentAndDateAndWhatElseThereIs() throws Exception {
    try (FileSource source = open(OpusSamples.absorbance())) {
      assertThat(source.understood().instrument()).contains("VERTEX");
      assertThat(source.understood().acquired().orElseThrow().value())
          .isEqualTo(LocalDateTime.of(2020, 10, 28, 14, 33, 2));
      assertThat(source.understood().passedOver())
          .containsExactly("IgSm (an interferogram)", "ScSm (single channel)");
    }
  }

  @Test
  void shouldReadASingleChannelOnlyWhereItIsAskedFor() throws Exception {
    OpusFixture background =
        new OpusFixture().data(2, OpusFixture.SINGLE, 0, "WN", new float[] {1, 2});
    assertThatThrownBy(() -> open(background))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("ScRf")
        .hasMessageContaining("--channel");
    try (FileSource source = open(background, "scrf")) {
      assertThat(source.quantity()).isEqualTo(Quantity.UNSPECIFIED);
      assertThat(source.next(1).intensities()).containsExactly(2, 1);
    }
  }

  @Test
  void shouldRefuseAnInterferogramAsASpectrum() {
    assertThatThrownBy(() -> open(OpusSamples.absorbance(), "IgSm"))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("PNT")
        .hasMessageContaining("no spectral axis");
    assertThatThrownBy(() -> open(OpusSamples.absorbance(), "TR"))
        .hasMessageContaining("IgSm, ScSm, AB");
  }

  @Test
  void shouldReadTheProcessedBlockBesideItsOriginal() throws Exception {
    OpusFixture both =
        new OpusFixture()
            .data(3, OpusFixture.ABSORBANCE, 256, "WN", OLD)
            .data(3, OpusFixture.ABSORBANCE, 0, "WN", NEW);
    try (FileSource source = open(both)) {
      assertThat(source.next(1).intensities()).containsExactly(6, 5, 4);
      assertThat(source.understood().passedOver()).containsExactly("AB original (absorbance)");
    }
    try (FileSource source = open(both, "AB original")) {
      assertThat(source.next(1).intensities()).containsExactly(3, 2, 1);
    }
  }

  @Test
  void shouldAskWhichOfSeveralEqualBlocksIsMeant() throws Exception {
    OpusFixture both =
        new OpusFixture()
            .data(3, OpusFixture.TRANSMITTANCE, 0, "WN", OLD)
            .data(3, OpusFixture.RAMAN, 0, "WN", NEW);
    assertThatThrownBy(() -> open(both))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("TR, RAM")
        .hasMessageContaining("--channel");
    try (FileSource source =
        open(both.data(3, OpusFixture.ABSORBANCE, 0, "WN", new float[] {7, 8, 9}))) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
  }

  @Test
  void shouldSayHowManySpectraOfASeriesAreStored() throws Exception {
    try (FileSource source = open(new OpusFixture().series(5, OLD, NEW))) {
      assertThat(source.understood().line()).contains("2 of 5 spectra are stored", "ENVI");
      assertThat(source.next(9).intensities()).containsExactly(3, 2, 1, 6, 5, 4);
    }
  }

  /** Damage at the bytes of one parameter's value, or at a place of the header. */
  @ParameterizedTest
  @CsvSource({
    "NPT, 0, NPT",
    "NPT, 1000000, 65536",
    "NPT, 7, room",
    "DPF, 3, float32",
    "LXV, 0x7ff00000, finite",
    "LXV, -1, finite",
    "FXV, 0xc0000000, axis",
    "CSF, 0, factor",
    "@12, 5, directory",
    "@12, 2000000000, the directory",
    "@20, 100000, blocks",
    "@20, -3, blocks",
    "@40, -1, words",
    "@44, 100000, a file of",
    "@44, 5000000, a file of"
  })
  void shouldRefuseADamagedFileNamingTheByte(String place, String value, String named)
      throws Exception {
    byte[] bytes =
        new OpusFixture().data(3, OpusFixture.ABSORBANCE, 0, "WN", new float[] {1, 2, 3}).bytes();
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int number = (int) (long) Long.decode(value);
    if (place.startsWith("@")) {
      file.putInt(Integer.parseInt(place.substring(1)), number);
    } else {
      int at = indexOf(bytes, place) + 8;
      boolean real = file.getShort(at - 4) == 1;
      file.putInt(real ? at + 4 : at, number);
    }
    Path damaged = Files.write(folder.resolve("damaged.0"), bytes);
    assertThatThrownBy(() -> SpectrumFiles.open(damaged))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("byte ")
        .hasMessageContaining(named);
  }

  private static int indexOf(byte[] bytes, String name) {
    for (int i = 0; i < bytes.length - 3; i++) {
      if (Arrays.equals(bytes, i, i + 3, name.getBytes(StandardCharsets.US_ASCII), 0, 3)) {
        return i;
      }
    }
    throw new AssertionError("no " + name);
  }
}
