package org.spectrastreams.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.SampleChecks;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.renishaw.WdfSamples;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.SpectrumSource;

/** Binary files that are being written: none of them is sent by half, and each whole one once. */
class HalfWrittenFilesIT {
  private static final long SETTLE = 1000;
  private static final int STEPS = 5;

  /** Formats of one binary file whose spectra can only be read when all of it is there. */
  private static final List<String> FORMATS =
      List.of("wdf", "spc", "opus", "omnic", "omnic-map", "perkinelmer");

  @TempDir Path folder;

  private final List<String> delivered = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private WatchTold saying;
  private WatchLog log;
  private Watcher watcher;
  private long now;

  private final class Noted implements Delivery {
    @Override
    public End send(
        Portion portion, SpectrumSource source, long generation, long sent, boolean frameGrows)
        throws IOException {
      long spectra = ((FileSource) source).understood().spectra();
      delivered.add(sent + " to " + spectra + " in scan " + generation);
      log.remember(portion.name(), portion.entry(source.axis(), generation, spectra, true));
      return End.WHOLE;
    }

    @Override
    public void noteSame(Portion portion, String other) {
      log.remember(portion.name(), portion.entryOfSame(other));
    }
  }

  @BeforeEach
  void watch() {
    start(OpenOptions.NONE);
  }

  private void start(OpenOptions options) {
    delivered.clear();
    told.clear();
    saying = new WatchTold(told::add);
    log = WatchLog.empty(folder, "tissue");
    watcher =
        new Watcher(
            folder,
            options,
            log,
            new Noted(),
            saying,
            image -> log.generation(image).orElse(0L) + 1,
            SETTLE);
  }

  private void look(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      now += SETTLE;
      watcher.look(now);
    }
  }

  /** Writes a file bit by bit; after each the watcher looks so often. */
  private void write(Path file, byte[] content, int looks) throws Exception {
    for (int step = 1; step < STEPS; step++) {
      Files.write(file, Arrays.copyOf(content, content.length * step / STEPS));
      look(looks);
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldSendABinaryFileOnceAndOnlyWhenItIsWhole() {
    return SampleChecks.ofEach(FORMATS, this::sendsOnce);
  }

  private void sendsOnce(String reader, FormatSample sample) throws Exception {
    Path elsewhere = Files.createTempDirectory(folder.getParent(), "written");
    Path written = sample.writer().write(elsewhere);
    byte[] content = Files.readAllBytes(written);
    Files.delete(written);
    Files.delete(elsewhere);
    for (int looks : new int[] {1, 3}) { // growing at each look, and with pauses in between
      Path file = folder.resolve(looks + "-" + written.getFileName());
      start(sample.options());
      write(file, content, looks);
      assertThat(delivered).as("before the whole of it is there").isEmpty();
      Files.write(file, content);
      look(3);
      assertThat(delivered)
          .as(reader + " as a whole")
          .containsExactly("0 to " + sample.spectra() + " in scan 1");
      Files.delete(file);
    }
  }

  /** 4 × 4 pixels of 3 bands, of ascending values. */
  private byte[] raster(String interleave) throws IOException {
    Files.writeString(
        folder.resolve("scan.hdr"),
        "ENVI\nsamples = 4\nlines = 4\nbands = 3\ndata type = 4\ninterleave = "
            + interleave
            + "\nbyte order = 0\nwavelength = {1000, 1010, 1020}\nwavelength units = cm-1\n");
    ByteBuffer data = ByteBuffer.allocate(4 * 4 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 48; i++) {
      data.putFloat(i);
    }
    return data.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldSendARasterOfBandsOnceAndOnlyWhenItsLastBandIsThere(int looks) throws Exception {
    byte[] data = raster("bsq");
    Path file = folder.resolve("scan.dat");
    write(file, data, looks);
    Files.write(file, Arrays.copyOf(data, data.length - 1));
    look(3);
    assertThat(delivered).isEmpty();
    Files.write(file, data);
    look(3);
    assertThat(delivered).containsExactly("0 to 16 in scan 1");
  }

  @Test
  void shouldWaitLongerForARenishawMapThatEndsInZeros() throws Exception {
    FormatSample sample =
        new WdfSamples()
            .samples().stream().filter(one -> one.spectra() > 1).findFirst().orElseThrow();
    Path elsewhere = Files.createTempDirectory(folder.getParent(), "written");
    byte[] content = Files.readAllBytes(sample.writer().write(elsewhere));
    start(sample.options());
    Path file = folder.resolve("map.wdf");
    Files.write(file, withoutTheLastSpectrum(content));
    look(5);
    assertThat(delivered).isEmpty();
    assertThat(told).filteredOn(line -> line.contains("it ends in zeros")).hasSize(1);
    Files.write(file, content);
    look(3);
    assertThat(delivered).containsExactly("0 to " + sample.spectra() + " in scan 1");
  }

  /** A map in whose block DATA nothing was written yet where the last spectrum belongs. */
  private static byte[] withoutTheLastSpectrum(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (!new String(content, at, 4, StandardCharsets.US_ASCII).equals("DATA")) {
      at += (int) bytes.getLong(at + 8);
    }
    int end = at + (int) bytes.getLong(at + 8);
    Arrays.fill(bytes.array(), end - 4, end, (byte) 0);
    return bytes.array();
  }

  /** An instrument reserves the room of a file, and pauses for longer than others may. */
  @ParameterizedTest
  @ValueSource(strings = {"bsq", "bil", "bip"})
  void shouldWaitLongerForARasterThatEndsInZeros(String interleave) throws Exception {
    byte[] data = raster(interleave);
    Path file = folder.resolve("scan.dat");
    for (int step = 0; step < STEPS; step++) {
      byte[] reserved = Arrays.copyOf(data, data.length * step / STEPS);
      Files.write(file, Arrays.copyOf(reserved, data.length));
      Files.setLastModifiedTime(file, FileTime.fromMillis(step)); // each of the same length
      look(5);
    }
    assertThat(delivered).as("while it ends in zeros").isEmpty();
    assertThat(told).filteredOn(line -> line.contains("it ends in zeros")).hasSize(1);
    assertThat(saying.holdsBack()).isTrue();
    Files.write(file, data);
    look(3);
    assertThat(delivered).containsExactly("0 to 16 in scan 1");
    assertThat(saying.holdsBack()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bsq", "bil", "bip"})
  void shouldSendARasterWhoseLastValuesAreZeroWhenItHasLongBeenStill(String interleave)
      throws Exception {
    byte[] data = raster(interleave);
    Arrays.fill(data, data.length - 4, data.length, (byte) 0);
    Files.write(folder.resolve("scan.dat"), data);
    look(15);
    assertThat(delivered).isEmpty();
    look(15);
    assertThat(delivered).containsExactly("0 to 16 in scan 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bil", "bip"})
  void shouldSendARasterOfLinesLineByLineEachOnce(String interleave) throws Exception {
    byte[] data = raster(interleave);
    Path file = folder.resolve("scan.dat");
    write(file, data, 1);
    assertThat(delivered).as("while it grows").contains("0 to 4 in scan 1");
    Files.write(file, data);
    look(3);
    assertThat(delivered.stream().filter(sent -> !sent.matches("(\\d+) to \\1 .*")))
        .containsExactly(
            "0 to 4 in scan 1", "4 to 8 in scan 1", "8 to 12 in scan 1", "12 to 16 in scan 1");
  }
}
