package org.spectrastreams.formats.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

class SamplesTest {
  private static DoubleSummaryStatistics statistics(ReadSpectra read) {
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    for (float[] spectrum : read.spectra()) {
      for (float value : spectrum) {
        statistics.accept(value);
      }
    }
    return statistics;
  }

  @Test
  void shouldGiveTheCartilageMapWithItsLabels() throws Exception {
    try (SpectrumSource source = Samples.open("cartilage")) {
      assertThat(source.name()).isEqualTo("cartilage");
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(35, 25, 1));
      assertThat(source.quantity()).isEqualTo(Quantity.RAMAN_INTENSITY);
      assertThat(source.simulated()).isFalse();
    }
    ReadSpectra read = ReadSpectra.of(Samples.open("cartilage"), 64);
    assertThat(read.axis()).hasSize(300).startsWith(602, 606).endsWith(1798);
    assertThat(read.spectra()).hasSize(875);
    // The counts that the data set's own factor gives.
    assertThat(
            read.labels().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnly(
            entry("matrix", 323L), entry("lacuna", 364L), entry("cell", 182L), entry("", 6L));
    assertThat(statistics(read).getMin()).isCloseTo(91, within(1.0));
    assertThat(statistics(read).getMax()).isCloseTo(1850, within(1.0));
    assertThat(read.labels().get(6)).isEqualTo("lacuna");
    assertThat(read.labels().get(2 * 35 + 4)).isEmpty();
  }

  @Test
  void shouldGiveTheDiamondMapWhoseEverySpectrumRunsFromZeroToOne() throws Exception {
    try (SpectrumSource source = Samples.open("diamond-co2")) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(16, 22, 100));
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
      assertThat(source.axis().size()).isEqualTo(3527);
      assertThat(source.axis().min()).isEqualTo(599.778);
      assertThat(source.axis().max()).isCloseTo(3999.808, within(1e-3));
    }
    ReadSpectra read = ReadSpectra.of(Samples.open("diamond-co2"), 16);
    assertThat(read.spectra()).hasSize(352);
    assertThat(read.labels()).isEmpty();
    for (float[] spectrum : read.spectra()) {
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (float value : spectrum) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      assertThat(min).isZero();
      assertThat(max).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void shouldGiveTheCelluloseAcetateImage() throws Exception {
    try (SpectrumSource source = Samples.open("cellulose-acetate")) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(16, 13, 25));
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
    ReadSpectra read = ReadSpectra.of(Samples.open("cellulose-acetate"), 16);
    assertThat(read.axis()).hasSize(427).startsWith(717.42);
    // As found by an independent reader of the original file.
    assertThat(statistics(read).getMin()).isCloseTo(-1.317, within(5e-4));
    assertThat(statistics(read).getMax()).isCloseTo(1.168, within(5e-4));
    assertThat(statistics(read).getAverage()).isCloseTo(-0.196, within(5e-4));
  }

  @Test
  void shouldGiveTheSersSpectraAsAListWithTheirLabels() throws Exception {
    try (SpectrumSource source = Samples.open("sers")) {
      assertThat(source.geometry()).isEqualTo(ImageGeometry.of(218, 1));
      assertThat(source.quantity()).isEqualTo(Quantity.RAMAN_INTENSITY);
      assertThat(source.simulated()).isFalse();
    }
    ReadSpectra read = ReadSpectra.of(Samples.open("sers"), 64);
    assertThat(read.axis()).hasSize(842).startsWith(347.24, 349.75).endsWith(1999.17);
    assertThat(read.spectra()).hasSize(218);
    // The counts that the authors' labels.npy gives.
    assertThat(
            read.labels().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnly(
            entry("none", 76L), entry("low", 81L), entry("medium", 18L), entry("high", 43L));
    // As NumPy reads the authors' data.npy.
    assertThat(read.spectra().get(0)).startsWith(0.112003244f, 0.10072415f, 0.09171042f);
    assertThat(read.labels()).startsWith("low", "high", "low", "low");
    assertThat(statistics(read).getMin()).isEqualTo(0.025365407f);
    assertThat(statistics(read).getMax()).isEqualTo(0.9130914f);
  }

  @Test
  void shouldGiveTheReferenceSpectraOnTheAxisOfTheSersSpectra() throws Exception {
    ReadSpectra read = ReadSpectra.of(Samples.open("sers-references"), 64);

    assertThat(read.labels()).containsExactly("serotonin", "dopamine", "epinephrine");
    assertThat(read.axis()).isEqualTo(ReadSpectra.of(Samples.open("sers"), 64).axis());
  }

  @Test
  void shouldGiveMoleculesThatAreSaidToBeSimulatedWithAllTheirGroups() throws Exception {
    assertThat(Samples.titles().get("molecules-simulated")).contains("SIMULATED");
    try (SpectrumSource source = Samples.open("molecules-simulated")) {
      assertThat(source.simulated()).isTrue();
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
    ReadSpectra read = ReadSpectra.of(Samples.open("molecules-simulated"), 64);
    assertThat(read.axis()).hasSize(850).startsWith(400).endsWith(4000);
    assertThat(read.labels())
        .hasSize(24)
        .endsWith("alkane + methyl + alkyl halides + ketones + carboxylic acids");
  }

  @Test
  void shouldSayThatTheSimulatedTissueIsSimulated() throws Exception {
    assertThat(Samples.titles().get("tissue-simulated")).contains("SIMULATED");
    try (SpectrumSource source = Samples.open("tissue-simulated")) {
      assertThat(source.simulated()).isTrue();
      assertThat(source.geometry().pixels()).isEqualTo(128 * 128);
      assertThat(source.axis().size()).isEqualTo(801);
      assertThat(source.next(10).count()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cartilage", "diamond-co2", "cellulose-acetate", "sers"})
  void shouldCarryOriginAndLicenceOfWhatWasMeasured(String name) throws Exception {
    try (InputStream in =
        Samples.class.getResourceAsStream("/samples/" + name + "/ATTRIBUTION.md")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("**Source:**", "**Licence:**", "**Changes:**", "https://github.com/");
    }
  }

  @Test
  void shouldListTheSamplesWhereOneIsNotKnown() {
    assertThat(Samples.names()).containsExactlyElementsOf(Samples.titles().keySet());
    assertThatThrownBy(() -> Samples.open("liver"))
        .hasMessageContaining("liver")
        .hasMessageContaining("cartilage, diamond-co2");
  }
}
