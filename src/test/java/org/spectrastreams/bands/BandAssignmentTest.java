package org.spectrastreams.bands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.spectrum.WavenumberBand;

class BandAssignmentTest {
  @Test
  void shouldNameTheNearestBandFirst() {
    assertThat(BandAssignment.at(1644))
        .extracting(BandAssignment::name)
        .containsExactly("amide I, α-helix", "amide I, β-sheet");
    assertThat(BandAssignment.at(1462.5))
        .extracting(BandAssignment::name)
        .containsExactly("CH₂ scissoring", "CH₃ bending");
    assertThat(BandAssignment.at(2349)).extracting(BandAssignment::name).containsExactly("CO₂");
  }

  @Test
  void shouldNameNothingWhereNothingIsKnown() {
    assertThat(BandAssignment.at(1900)).isEmpty();
    assertThat(BandAssignment.at(Double.NaN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldListBandsByWavenumberEachWithItsSource(Technique technique) {
    assertThat(BandAssignment.all(technique))
        .isNotEmpty()
        .isSortedAccordingTo(Comparator.comparingDouble(a -> a.band().centre()))
        .allSatisfy(a -> assertThat(a.technique()).isEqualTo(technique))
        .allSatisfy(a -> assertThat(a.source().citation()).containsPattern("\\(\\d{4}\\)"));
    assertThat(BandAssignment.all()).isEqualTo(BandAssignment.all(Technique.INFRARED));
  }

  @Test
  void shouldReadTheSameWavenumberDifferentlyByTechnique() {
    assertThat(BandAssignment.at(Technique.RAMAN, 1004))
        .extracting(BandAssignment::name)
        .containsExactly("Phe ring");
    assertThat(BandAssignment.at(Technique.INFRARED, 1004)).isEmpty();
    assertThat(BandAssignment.at(Technique.SERS, 1426))
        .extracting(BandAssignment::name)
        .containsExactly("serotonin");
    assertThat(BandAssignment.at(Technique.RAMAN, 1426)).isEmpty();
  }

  /** The analytes' bands are where the shipped reference spectra have them. */
  @ParameterizedTest
  @CsvSource({
    "serotonin, 0, 932 1099 1426 1501",
    "catechol, 1, 1284 1462 1611",
    "catechol, 2, 1284 1462 1611",
    "cucurbituril, 1, 440 830"
  })
  void shouldFindTheSersBandsInTheReferenceSpectra(String name, int row, String centres)
      throws IOException {
    List<Double> wanted = Arrays.stream(centres.split(" ")).map(Double::valueOf).toList();
    assertThat(
            BandAssignment.all(Technique.SERS).stream()
                .filter(a -> a.name().startsWith(name))
                .map(a -> a.band().centre()))
        .isEqualTo(wanted);
    try (SpectrumSource source = Samples.open("sers-references")) {
      float[] all = source.next(3).intensities();
      SpectralAxis axis = source.axis();
      for (double centre : wanted) {
        WavenumberBand band = BandAssignment.at(Technique.SERS, centre).get(0).band();
        double inside =
            highest(axis, all, row, centre - band.halfWidth(), centre + band.halfWidth());
        double left = highest(axis, all, row, centre - 60, centre - 40);
        double right = highest(axis, all, row, centre + 40, centre + 60);
        assertThat(inside).as("%s at %s", name, centre).isGreaterThan(1.2 * (left + right) / 2);
      }
    }
  }

  private static double highest(SpectralAxis axis, float[] all, int row, double from, double to) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = axis.indexNearest(from); i <= axis.indexNearest(to); i++) {
      highest = Math.max(highest, all[row * axis.size() + i]);
    }
    return highest;
  }
}
