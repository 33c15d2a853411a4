package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.Quantity;

/**
 * What every reader keeps to, whatever its format: the samples that {@link FormatSamples} gives are
 * recognised, read, reported, cut off and damaged.
 */
class FormatContractTest {
  /** A reader's buffers and what parsing leaves behind; the samples have a few kilobytes. */
  private static final long MOST_ALLOCATED_BYTES = 96L << 20;

  /** At how many places a file is cut off or changed. */
  private static final int PLACES = 200;

  private static final Map<String, FormatSamples> SAMPLES =
      ServiceLoader.load(FormatSamples.class).stream()
          .map(ServiceLoader.Provider::get)
          .collect(Collectors.toMap(FormatSamples::reader, samples -> samples));

  @TempDir Path folder;

  private int written;

  @Test
  void shouldHaveSamplesOfEveryReader() {
    assertThat(SAMPLES.keySet())
        .isEqualTo(
            SpectrumFiles.readers().stream().map(SpectrumReader::id).collect(Collectors.toSet()));
    assertThat(SAMPLES.values()).allSatisfy(samples -> assertThat(samples.samples()).isNotEmpty());
  }

  @Test
  void shouldNameEveryReaderOnceAndSayWhatItsFilesAreKnownBy() {
    List<String> ids = SpectrumFiles.readers().stream().map(SpectrumReader::id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z0-9-]*"));
    for (SpectrumReader reader : SpectrumFiles.readers()) {
      assertThat(reader.format()).as(reader.id()).matches("(an?|the) .+");
      assertThat(reader.evidence()).as(reader.id()).isNotBlank();
      assertThat(reader.getClass().getPackageName()).startsWith("org.spectrastreams.formats.");
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldRecogniseItsOwnFilesAndNoOther() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          Map<SpectrumReader, Claim> claims = SpectrumFiles.claims(file);
          assertThat(claims).isNotEmpty();
          Map.Entry<SpectrumReader, Claim> surest = claims.entrySet().iterator().next();
          assertThat(surest.getKey().id()).isEqualTo(reader);
          assertThat(surest.getValue().evidence()).isNotBlank();
          assertThat(
                  claims.values().stream()
                      .filter(claim -> claim.certainty() == surest.getValue().certainty()))
              .as("claims as sure as its own")
              .hasSize(1);
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldReadWhatIsInTheFile() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file, sample.options()), 7);
          assertThat(read.axis()).hasSameSizeAs(sample.axis());
          for (int i = 0; i < sample.axis().length; i++) {
            assertThat(read.axis()[i])
                .isCloseTo(sample.axis()[i], within(1e-9 * Math.abs(sample.axis()[i])));
          }
          assertThat(read.spectra()).hasSize(sample.spectra());
          assertThat(read.spectra().get(0)).isEqualTo(sample.first());
          for (int size : new int[] {1, 2, 64}) {
            assertSame(ReadSpectra.of(SpectrumFiles.open(file, sample.options()), size), read);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldReportWhatItUnderstood() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          try (FileSource source = SpectrumFiles.open(file, sample.options())) {
            Understood understood = source.understood();
            assertThat(understood.format()).isEqualTo(reader);
            assertThat(understood.spectra()).isEqualTo(sample.spectra());
            assertThat(understood.axis().values()).isEqualTo(source.axis());
            assertThat(understood.axis().from()).isNotBlank();
            assertThat(understood.axis().unit().from()).isNotBlank();
            assertThat(understood.quantity().value())
                .isEqualTo(source.quantity())
                .isEqualTo(sample.quantity());
            assertThat(understood.quantity().from()).isNotBlank();
            assertThat(understood.geometry()).isEqualTo(source.geometry());
            assertThat(source.geometry().width()).isEqualTo(sample.width());
            assertThat(source.geometry().height()).isEqualTo(sample.height());
            assertThat(understood.line())
                .doesNotContain("\n")
                .contains(sample.spectra() + " spectr");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseAContradictionAndAChoiceThatItDoesNotKnow() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          if (sample.options().quantity().isEmpty() && sample.quantity() != Quantity.UNSPECIFIED) {
            Quantity other =
                sample.quantity() == Quantity.ABSORBANCE
                    ? Quantity.RAMAN_INTENSITY
                    : Quantity.ABSORBANCE;
            assertThatThrownBy(
                    () -> SpectrumFiles.open(file, sample.options().withQuantity(other)).close())
                .isInstanceOf(SpectrumFileException.class)
                .hasMessageContaining("--quantity");
            try (FileSource source =
                SpectrumFiles.open(file, sample.options().withQuantity(other).overruling())) {
              assertThat(source.quantity()).isEqualTo(other);
            }
          }
          Set<ReadChoice> known = readerOf(reader).choices();
          for (ReadChoice choice : ReadChoice.values()) {
            if (!known.contains(choice)) {
              assertThatThrownBy(
                      () -> SpectrumFiles.open(file, sample.options().withChoice(choice, "1")))
                  .isInstanceOf(SpectrumFileException.class)
                  .hasMessageContaining(choice.option());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldSurviveFilesThatEndAnywhere() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          ReadSpectra whole = ReadSpectra.of(SpectrumFiles.open(file, sample.options()), 7);
          for (Path cut : filesBeside(file)) {
            byte[] bytes = bytesOf(cut);
            boolean text = FileHead.of(cut).isText();
            int step = Math.max(1, bytes.length / PLACES);
            for (int length = 0; length < bytes.length; length += step) {
              Files.write(cut, Arrays.copyOf(bytes, length));
              ReadSpectra read = openBroken(file, sample.options(), reader);
              if (read != null && !text) {
                assertSame(read, whole); // what was cut off was not needed
              }
            }
            Files.write(cut, bytes);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldSurviveBytesThatChange() {
    return ofEachSample(
        (reader, sample) -> {
          Path file = write(sample);
          Random random = new Random(sample.name().hashCode());
          for (Path damaged : filesBeside(file)) {
            byte[] bytes = bytesOf(damaged);
            for (int i = 0; i < 4 * PLACES; i++) {
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
              Files.write(damaged, copy);
              openBroken(file, sample.options(), reader);
            }
            Files.write(damaged, bytes);
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
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    ReadSpectra read = null;
    try {
      FileSource source = SpectrumFiles.open(file, options);
      long reported = source.understood().spectra();
      read = ReadSpectra.of(source, 5);
      assertThat(read.spectra()).as("spectra reported by %s", reader).hasSize((int) reported);
    } catch (SpectrumFileException e) {
      assertThat(e).hasMessageContaining(": found ").hasMessageContaining("; expected ");
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for %s", file)
        .isLessThan(MOST_ALLOCATED_BYTES);
    return read;
  }

  private static void assertSame(ReadSpectra read, ReadSpectra expected) {
    assertThat(read.axis()).isEqualTo(expected.axis());
    assertThat(read.spectra()).hasSameSizeAs(expected.spectra());
    for (int i = 0; i < read.spectra().size(); i++) {
      assertThat(read.spectra().get(i)).isEqualTo(expected.spectra().get(i));
    }
    assertThat(read.places().toArray(int[][]::new))
        .isDeepEqualTo(expected.places().toArray(int[][]::new));
    assertThat(read.labels()).isEqualTo(expected.labels());
  }

  private static SpectrumReader readerOf(String id) {
    return SpectrumFiles.readers().stream()
        .filter(reader -> reader.id().equals(id))
        .findFirst()
        .orElseThrow();
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

  private interface Check {
    void run(String reader, FormatSample sample) throws Exception;
  }

  private static Stream<DynamicTest> ofEachSample(Check check) {
    return SAMPLES.values().stream()
        .flatMap(
            samples ->
                samples.samples().stream()
                    .map(
                        sample ->
                            DynamicTest.dynamicTest(
                                samples.reader() + ": " + sample.name(),
                                () -> check.run(samples.reader(), sample))));
  }
}
