package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.agilent.AgilentFixture;
import org.spectrastreams.formats.envi.EnviFixture;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Files cut short or damaged give an error of ours, or spectra; never anything else. */
class BrokenFilesIT {
  /** A reader's buffers, and what parsing leaves behind; the files have a few hundred bytes. */
  private static final long MOST_ALLOCATED_BYTES = 96L << 20;

  private static final EnviFixture CUBE =
      new EnviFixture(
          3, 2, 4, PixelType.INT16, ByteOrder.BIG_ENDIAN, RasterLayout.Interleave.BIL, 5, 11);
  private static final String TABLE =
      """
      # quantity: absorbance
      # geometry: 3 x 2
      # pixel-size-um: 2.5
      x,y,1000.5,1002,1004e0,label
      0,0,0.1,0.2,0.3,"a, b"
      2,1,NaN,1e-3,-4,NA
      """;
  private static final String UCR = "1\t0.5\t-0.25\t1.5\t0.1\n2\t1\t2\t3\t-1e-2\n";
  private static final String COLUMNS = "Wavenumbers,PE,PE,PP\n800,1,2,3\n802,4,5,6\n";

  @TempDir Path folder;

  private int refused;
  private int readable;

  private void open(Path file, OpenOptions options) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      ReadSpectra.of(SpectrumFiles.open(file, options), 5);
      readable++;
    } catch (SpectrumFileException e) {
      assertThat(e).hasMessageContaining(": found ").hasMessageContaining("; expected ");
      refused++;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
  }

  /** Cuts a file at every byte, or at some 200 places where it is longer than that. */
  private void openEveryTruncation(Path opened, Path cut, OpenOptions options) throws IOException {
    byte[] whole = Files.readAllBytes(cut);
    int step = Math.max(1, whole.length / 200);
    for (int length = 0; length < whole.length; length += step) {
      ReplacedFile.write(cut, Arrays.copyOf(whole, length));
      open(opened, options);
    }
    ReplacedFile.write(cut, whole);
  }

  /** Opens {@code tries} copies with one to three bytes changed, lost or added early on. */
  private void openDamaged(Path opened, Path damaged, int within, int tries, OpenOptions options)
      throws IOException {
    byte[] whole = Files.readAllBytes(damaged);
    Random random = new Random(20_260_101);
    byte[] telling = "0123456789{}=;,-+.eE\n\r\"# \t\u0000".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < tries; i++) {
      StringBuilder copy = new StringBuilder(new String(whole, StandardCharsets.ISO_8859_1));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(within - 3);
        switch (random.nextInt(4)) {
          case 0 -> copy.deleteCharAt(at);
          case 1 -> copy.insert(at, (char) telling[random.nextInt(telling.length)]);
          case 2 -> copy.setCharAt(at, (char) telling[random.nextInt(telling.length)]);
          default -> copy.setCharAt(at, (char) random.nextInt(256));
        }
      }
      ReplacedFile.write(damaged, copy.toString().getBytes(StandardCharsets.ISO_8859_1));
      open(opened, options);
    }
    ReplacedFile.write(damaged, whole);
  }

  @Test
  void shouldSurviveEnviFilesCutAnywhereAndDamagedHeaders() throws Exception {
    Path hdr =
        CUBE.write(folder, CUBE.header("pixel size = {1, 1, units=mm}\n" + CUBE.axisFields()));
    Path dat = folder.resolve("cube.dat");
    openEveryTruncation(hdr, hdr, OpenOptions.NONE);
    openEveryTruncation(dat, hdr, OpenOptions.NONE);
    assertThat(refused).isGreaterThan(100);
    int refusedBefore = refused;
    openEveryTruncation(hdr, dat, OpenOptions.NONE);
    assertThat(refused - refusedBefore).as("every shorter data file").isEqualTo(53);
    openDamaged(hdr, hdr, (int) Files.size(hdr), 700, OpenOptions.NONE);
    openDamaged(dat, hdr, (int) Files.size(hdr), 300, OpenOptions.NONE);
    assertThat(readable).isGreaterThan(100);
  }

  @Test
  void shouldSurviveAgilentTilesCutAnywhereAndDamagedHeaders() throws Exception {
    Path dat = new AgilentFixture(3, 2, 4, 500, 2.0).write(folder);
    Path bsp = folder.resolve("Tile.bsp");
    openEveryTruncation(dat, dat, OpenOptions.NONE);
    openEveryTruncation(dat, bsp, OpenOptions.NONE);
    openEveryTruncation(bsp, bsp, OpenOptions.NONE);
    assertThat(refused).isGreaterThan(500);
    openDamaged(dat, dat, 32, 400, OpenOptions.NONE);
    byte[] whole = Files.readAllBytes(bsp);
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      byte[] copy = whole.clone();
      copy[2200 + random.nextInt(40)] = (byte) random.nextInt(256);
      ReplacedFile.write(bsp, copy);
      open(dat, OpenOptions.NONE);
    }
    assertThat(readable).isGreaterThan(100);
  }

  @Test
  void shouldSurviveTablesCutAnywhereAndDamaged() throws Exception {
    OpenOptions withAxis = OpenOptions.NONE.withAxis(new AxisHint.Even(1000, 1300));
    for (String text : new String[] {TABLE, UCR, COLUMNS}) {
      Path table = Files.writeString(folder.resolve("table.csv"), text);
      for (OpenOptions options : new OpenOptions[] {OpenOptions.NONE, withAxis}) {
        openEveryTruncation(table, table, options);
        openDamaged(table, table, text.length(), 250, options);
      }
    }
    assertThat(readable).isGreaterThan(150);
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void shouldRefuseALineThatNeverEnds() throws Exception {
    byte[] line = new byte[9 << 20];
    Arrays.fill(line, (byte) '1');
    line[1] = ',';
    open(Files.write(folder.resolve("endless.csv"), line), OpenOptions.NONE);
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void shouldNotBelieveAHeaderThatPromisesMoreThanTheFileHolds() throws Exception {
    String header =
        CUBE.header("")
            .replace("samples = 3", "samples = 16384")
            .replace("lines = 2", "lines = 16384")
            .replace("bands = 4", "bands = 65536");
    open(CUBE.write(folder, header), OpenOptions.NONE.withAxis(new AxisHint.Even(400, 4000)));
    assertThat(refused).isEqualTo(1);
  }
}
