package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * What every reader keeps to when a file ends anywhere or any byte of it changes: an error of ours,
 * or spectra, never another exception and never much memory.
 */
class DamagedFilesIT {
  /** A reader's buffers and what parsing leaves behind; the samples have a few kilobytes. */
  private static final long MOST_ALLOCATED_BYTES = 96L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private int written;

  @TestFactory
  Stream<DynamicTest> shouldSurviveFilesThatEndAnywhere() {
    return SampleChecks.ofEach(
        (reader, sample) -> {
          Path file = write(sample);
          ReadSpectra whole = ReadSpectra.of(SpectrumFiles.open(file, sample.options()), 7);
          for (Path cut : filesBeside(file)) {
            byte[] bytes = bytesOf(cut);
            boolean text = FileHead.of(cut).isText();
            int step = Math.max(1, bytes.length / places(reader));
            for (int length = 0; length < bytes.length; length += step) {
              ReplacedFile.write(cut, Arrays.copyOf(bytes, length));
              ReadSpectra read = openBroken(file, sample.options(), reader);
              if (read != null && !text) {
                SampleChecks.assertSame(read, whole); // what was cut off was not needed
              }
            }
            ReplacedFile.write(cut, bytes);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldSurviveBytesThatChange() {
    return SampleChecks.ofEach(
        (reader, sample) -> {
          Path file = write(sample);
          Random random = new Random(sample.name().hashCode());
          for (Path damaged : filesBeside(file)) {
            byte[] bytes = bytesOf(damaged);
            for (int i = 0; i < 4 * places(reader); i++) {
              byte[] copy = bytes.clone();
              // Headers stand in front: half of the changes fall on the first 2 KiB.
              int within = i % 2 == 0 ? bytes.length : Math.min(bytes.length, 2048);
              int at = random.nextInt(within);
              copy[at] =
                  switch (i % 5) {
                    case 0 -> 0;
                    case 1 -> (byte) 0xFF;
                    case 2 -> 0x7F;
                    case 3 -> (byte) (copy[at] ^ (1 << random.nextInt(8)));
                    default -> (byte) random.nextInt(256);
                  };
              ReplacedFile.write(damaged, copy);
              openBroken(file, sample.options(), reader);
            }
            ReplacedFile.write(damaged, bytes);
          }
        });
  }

  @Test
  void shouldClaimNothingWithAnErrorWhateverTheFileHolds() throws Exception {
    Random random = new Random(20_261_126);
    List<byte[]> contents = new ArrayList<>();
    contents.add(new byte[1]);
    contents.add(new byte[FileHead.MOST_BYTES + 1]);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[1 + random.nextInt(4096)];
      random.nextBytes(noise);
      contents.add(noise);
    }
    for (byte[] content : contents) {
      Path file = Files.write(folder.resolve("noise" + written++ + ".dat"), content);
      for (SpectrumReader reader : SpectrumFiles.readers()) {
        Claim claim = reader.claim(FileHead.of(file));
        assertThat(claim.certainty()).isNotEqualTo(Claim.Certainty.CERTAIN);
        if (reader.choices().isEmpty()) {
          openBroken(file, OpenOptions.NONE.withFormat(reader.id()), reader.id());
        }
      }
    }
  }

  /** Opens and reads a file; null where it is refused as it should be. */
  private static ReadSpectra openBroken(Path file, OpenOptions options, String reader)
      throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    ReadSpectra read = null;
    try {
      FileSource source = SpectrumFiles.open(file, options);
      long reported = source.understood().spectra();
      read = ReadSpectra.of(source, 5);
      assertThat(read.spectra()).as("spectra reported by %s", reader).hasSize((int) reported);
    } catch (SpectrumFileException e) {
      assertThat(e).hasMessageContaining(": found ").hasMessageContaining("; expected ");
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for %s", file)
        .isLessThan(MOST_ALLOCATED_BYTES);
    return read;
  }

  private static int places(String reader) {
    return SampleChecks.SAMPLES.get(reader).damagedPlaces();
  }

  private Path write(FormatSample sample) throws IOException {
    return sample.writer().write(Files.createDirectory(folder.resolve("sample" + written++)));
  }

  private static List<Path> filesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] bytesOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).as("a sample of a few kilobytes: %s", file).isBetween(1, 1 << 20);
    return bytes;
  }
}
