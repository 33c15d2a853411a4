package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.Quantity;

/**
 * What every reader keeps to, whatever its format: the samples that {@link FormatSamples} gives are
 * recognised, read, reported, cut off and damaged.
 */
class FormatContractIT {
  @TempDir Path folder;

  private int written;

  @Test
  void shouldHaveSamplesOfEveryReader() {
    assertThat(SampleChecks.SAMPLES.keySet())
        .isEqualTo(
            SpectrumFiles.readers().stream().map(SpectrumReader::id).collect(Collectors.toSet()));
    assertThat(SampleChecks.SAMPLES.values())
        .allSatisfy(samples -> assertThat(samples.samples()).isNotEmpty());
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
    return SampleChecks.ofEach(
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
    return SampleChecks.ofEach(
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
            SampleChecks.assertSame(
                ReadSpectra.of(SpectrumFiles.open(file, sample.options()), size), read);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldReportWhatItUnderstood() {
    return SampleChecks.ofEach(
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
    return SampleChecks.ofEach(
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

  private static SpectrumReader readerOf(String id) {
    return SpectrumFiles.readers().stream()
        .filter(reader -> reader.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Path write(FormatSample sample) throws IOException {
    return sample.writer().write(Files.createDirectory(folder.resolve("sample" + written++)));
  }
}
