package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/** The data file of an ENVI header: which one it is, and how long it has to be. */
class EnviDataFileIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"cube", "cube.img", "cube.DAT", "cube.bsq", "cube.bil", "cube.bip", "cube.raw"})
  void shouldFindTheDataFileUnderItsUsualNames(String name) throws Exception {
    Files.write(folder.resolve(name), EnviFixture.CUBE.data());
    Path hdr =
        Files.writeString(
            folder.resolve("cube.hdr"), EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(hdr));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(folder.resolve(name)));
    Files.move(hdr, folder.resolve(name + ".HDR"));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(folder.resolve(name)));
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(folder.resolve(name + ".HDR")));
  }

  @Test
  void shouldRefuseToChooseBetweenDataFilesOfTheSameLength() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    Files.write(folder.resolve("cube.img"), new byte[7]);
    EnviFixture.CUBE.assertIsRead(SpectrumFiles.open(hdr));
    Files.write(folder.resolve("cube.img"), EnviFixture.CUBE.data());
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
    Files.write(folder.resolve("outside.dat"), EnviFixture.CUBE.data());
    Files.write(inner.resolve("sub/cube.dat"), EnviFixture.CUBE.data());
    Path hdr =
        Files.writeString(
            inner.resolve("a.hdr"),
            EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields() + "data file = " + name + "\n"));
    assertThatThrownBy(() -> SpectrumFiles.open(hdr))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("own folder");
  }

  @Test
  void shouldReadWholeLinesOfACubeThatIsBeingWritten() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    Path dat = Files.write(folder.resolve("cube.dat"), Arrays.copyOf(EnviFixture.CUBE.data(), 90));
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
      assertThat(read.spectra().get(i)[3]).isEqualTo((float) EnviFixture.CUBE.stored(i, 0, 3));
    }
    assertThatThrownBy(() -> SpectrumFiles.open(dat, OpenOptions.NONE.ofFirst(40)))
        .hasMessageContaining("no whole line");
    Files.writeString(hdr, Files.readString(hdr).replace("= bip", "= bsq"));
    assertThatThrownBy(() -> SpectrumFiles.open(dat, soFar))
        .hasMessageContaining("band after band");
  }

  @Test
  void shouldNameFileByteAndLengthWhereTheDataAreTooShortOrTooLong() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    byte[] data = EnviFixture.CUBE.data();
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

  @Test
  void shouldRefuseAFileThatTwoReadersClaim() throws Exception {
    Path hdr =
        EnviFixture.CUBE.write(folder, EnviFixture.CUBE.header(EnviFixture.CUBE.axisFields()));
    Path data = Files.writeString(folder.resolve("cube.dat"), "1\t0.5\t-0.25\t1.5\t0.1\n");
    assertThatThrownBy(() -> SpectrumFiles.open(data))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--format envi or --format ucr");
    assertThat(hdr).exists();
  }

  /** Three strips of lines, of which the file for a while holds the first alone. */
  @Test
  void shouldReadAgainWhatCouldNotBeRead() throws Exception {
    EnviFixture large =
        new EnviFixture(
            64,
            192,
            256,
            PixelType.UINT8,
            ByteOrder.nativeOrder(),
            RasterLayout.Interleave.BIP,
            0,
            3);
    Path hdr = large.write(folder, large.header(large.axisFields()));
    byte[] whole = large.data();
    try (SpectrumSource source = SpectrumFiles.open(hdr);
        FileChannel file = FileChannel.open(folder.resolve("cube.dat"), StandardOpenOption.WRITE)) {
      file.truncate(whole.length / 3);
      for (int y = 0; y < 64; y++) {
        assertIsLine(source.next(64), large, y);
      }
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> source.next(64))
            .isInstanceOf(SpectrumFileException.class)
            .hasMessageContaining("has become shorter");
      }
      file.write(ByteBuffer.wrap(whole), 0);
      for (int y = 64; y < 192; y++) {
        assertIsLine(source.next(64), large, y);
      }
      assertThat(source.next(64)).isNull();
    }
  }

  private static void assertIsLine(SpectrumBlock block, EnviFixture cube, int y) {
    assertThat(block.y()).hasSize(cube.samples()).containsOnly(y);
    for (int x : new int[] {0, cube.samples() - 1}) {
      for (int band = 0; band < cube.bands(); band++) {
        assertThat(block.intensities()[x * cube.bands() + band])
            .isEqualTo((float) cube.stored(x, y, band));
      }
    }
  }
}
