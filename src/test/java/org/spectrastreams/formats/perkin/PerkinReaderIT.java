package org.spectrastreams.formats.perkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

class PerkinReaderIT {
  @TempDir Path folder;

  @Test
  void shouldReadAnImageLineByLineAtItsPlaceOnTheStage() throws Exception {
    Path file = PerkinFixture.write(folder, "a.fsm", PerkinFixture.image(3, 2));
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(3, 2, 6.25));
      assertThat(source.axis().kind()).isEqualTo(AxisKind.WAVENUMBER);
      Places places = source.understood().places().orElseThrow();
      assertThat(places.originX()).isEqualTo(100);
      assertThat(places.originY()).isEqualTo(200);
      assertThat(source.understood().line()).contains("Spotlight 400", "2024-10-28T16:08:45");
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 2);
    assertThat(read.places().get(4)).containsExactly(1, 1);
    assertThat(read.spectra().get(4)).containsExactly(45, 44, 43, 42, 41, 40);
  }

  @Test
  void shouldNotCallAReflectanceATransmittance() throws Exception {
    Path file = PerkinFixture.write(folder, "r.sp", PerkinFixture.spectrum("%Reflectance"));
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.quantity()).isEqualTo(Quantity.UNSPECIFIED);
      assertThat(source.understood().line()).contains("which names no quantity read here");
    }
  }

  @Test
  void shouldNameTheByteOfWhatIsWrong() throws Exception {
    byte[] image = PerkinFixture.image(3, 2);
    int numbers = 44 + 6 + 2 + 5;
    assertBroken(image, numbers + 80, 4, "found 6 spectra of 6 points");
    assertBroken(image, numbers + 88, 7, "byte 73: found an axis from 1010.0 to 1000.0 by -2.0");
    assertBroken(image, numbers + 88, -1, "found -1 points");
    assertBroken(image, image.length - 30 + 2, 20, "found a block 5105 of 20 bytes");
    assertBroken(image, 46, Integer.MAX_VALUE, "byte 46: found a block 5100 of 2147483647 bytes");
  }

  @Test
  void shouldRefuseAnImageThatIsCutOff() {
    byte[] image = PerkinFixture.image(3, 2);
    assertThatThrownBy(() -> open(Arrays.copyOf(image, image.length - 30)))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("found 5 spectra")
        .hasMessageContaining("3 × 2 of them");
  }

  @Test
  void shouldRefuseAnotherKindOfDataSetWithAWayToExportIt() {
    byte[] other = PerkinFixture.spectrum("A");
    other[4] = '5';
    assertThatThrownBy(() -> open(other))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("save it as ASCII or CSV");
  }

  private void assertBroken(byte[] whole, int offset, int value, String message) {
    byte[] bytes = whole.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  private void open(byte[] bytes) throws Exception {
    SpectrumFiles.open(PerkinFixture.write(folder, "broken.fsm", bytes)).close();
  }
}
