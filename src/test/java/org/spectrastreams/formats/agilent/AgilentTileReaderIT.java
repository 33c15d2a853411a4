package org.spectrastreams.formats.agilent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

class AgilentTileReaderIT {
  private static final AgilentFixture TILE = new AgilentFixture(4, 3, 5, 500, 2.0);

  @TempDir Path folder;

  private static void assertIsTheTile(SpectrumSource source, int width) throws Exception {
    assertThat(source.axis().toArray()).containsExactly(1000, 1002, 1004, 1006, 1008);
    assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    int height = source.geometry().height();
    ReadSpectra read = ReadSpectra.of(source, 3);
    for (int i = 0; i < read.spectra().size(); i++) {
      int x = i % width;
      int y = i / width;
      assertThat(read.places().get(i)).containsExactly(x, y);
      for (int point = 0; point < 5; point++) {
        assertThat(read.spectra().get(i)[point]).isEqualTo(100 * point + 10 * (height - 1 - y) + x);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tile.dat", "Tile.bsp", "Tile.seq"})
  void shouldOpenATileByAnyOfItsFiles(String name) throws Exception {
    TILE.write(folder);
    assertIsTheTile(SpectrumFiles.open(folder.resolve(name)), 4);
  }

  @Test
  void shouldFindTheAxisFileUnderItsLowerCaseName() throws Exception {
    TILE.write(folder);
    Files.move(folder.resolve("Tile.bsp"), folder.resolve("tile.bsp"));
    assertIsTheTile(SpectrumFiles.open(folder.resolve("Tile.dat")), 4);
  }

  @Test
  void shouldReadATileWithABlankHeaderAsASquare() throws Exception {
    AgilentFixture square = new AgilentFixture(6, 6, 5, 500, 2.0);
    byte[] dat = square.dat();
    Arrays.fill(dat, 0, 1020, (byte) 0);
    Files.write(square.write(folder), dat);
    assertIsTheTile(SpectrumFiles.open(folder.resolve("Tile.dat")), 6);
    byte[] oblong = TILE.dat();
    Arrays.fill(oblong, 0, 1020, (byte) 0);
    Files.write(folder.resolve("Tile.dat"), oblong);
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Tile.dat")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("12 spectra of 5 points");
  }

  @Test
  void shouldSayWhichFileOfTheSetIsMissing() throws Exception {
    Path dat = TILE.write(folder);
    Files.delete(folder.resolve("Tile.bsp"));
    assertThatThrownBy(() -> SpectrumFiles.open(dat))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("Tile.dat")
        .hasMessageContaining("no .bsp file");
    Files.write(folder.resolve("Tile.bsp"), TILE.bsp());
    Files.delete(dat);
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("Tile.bsp")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no .dat file");
  }

  @Test
  void shouldNameFileAndByteOfWhatIsWrong() throws Exception {
    Path dat = TILE.write(folder);
    Path bsp = folder.resolve("Tile.bsp");
    assertBroken(dat, bsp, 2236, int32(7), "Tile.dat, byte 9: found 5 points; expected 7");
    assertBroken(dat, bsp, 2236, int32(-7), "Tile.bsp, byte 2236: found -7 points");
    assertBroken(dat, bsp, 2236, int32(Integer.MAX_VALUE), "Tile.bsp, byte 2236");
    assertBroken(dat, bsp, 2228, int32(-1), "Tile.bsp, byte 2228");
    assertBroken(dat, bsp, 2216, float64(Double.NaN), "Tile.bsp, byte 2216");
    assertBroken(dat, bsp, 2216, float64(-2), "Tile.bsp, byte 2216");
    assertBroken(dat, bsp, 2200, new byte[4], "Tile.bsp, byte 2200: found no axis record");
    assertBroken(dat, dat, 24, new byte[] {5, 0}, "Tile.dat, byte 1260");
    assertBroken(dat, dat, 24, new byte[2], "Tile.dat, byte 24");
  }

  private static void assertBroken(
      Path opened, Path broken, int offset, byte[] bytes, String message) throws Exception {
    byte[] good = Files.readAllBytes(broken);
    byte[] bad = good.clone();
    System.arraycopy(bytes, 0, bad, offset, bytes.length);
    Files.write(broken, bad);
    assertThatThrownBy(() -> SpectrumFiles.open(opened))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
    Files.write(broken, good);
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] float64(double value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
  }
}
