package org.spectrastreams.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

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

  @Test
  void shouldListBandsByWavenumberEachWithItsSource() {
    assertThat(BandAssignment.all())
        .isSortedAccordingTo(Comparator.comparingDouble(a -> a.band().centre()))
        .allSatisfy(a -> assertThat(a.source().citation()).containsPattern("\\(\\d{4}\\)"));
  }
}
