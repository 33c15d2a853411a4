package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SpectralAxisTest {
  @Provide
  Arbitrary<SpectralAxis> axes() {
    return Arbitraries.doubles()
        .between(0, 8000)
        .set()
        .ofMinSize(1)
        .ofMaxSize(50)
        .map(values -> values.stream().mapToDouble(Double::doubleValue).sorted().toArray())
        .map(SpectralAxis::of);
  }

  @Test
  void shouldKnowItsEndsAndSpacing() {
    SpectralAxis axis = SpectralAxis.of(600, 604, 612);

    assertThat(axis.size()).isEqualTo(3);
    assertThat(axis.min()).isEqualTo(600);
    assertThat(axis.max()).isEqualTo(612);
    assertThat(axis.at(1)).isEqualTo(604);
    assertThat(axis.meanSpacing()).isEqualTo(6);
    assertThat(SpectralAxis.of(1000).meanSpacing()).isZero();
    assertThat(axis).hasToString("3 points, 600.0–612.0 cm⁻¹");
  }

  @Test
  void shouldHoldTheUniformAxisOfTheTissueModel() {
    SpectralAxis axis = SpectralAxis.uniform(1000, 1, 801);

    assertThat(axis.size()).isEqualTo(801);
    assertThat(axis.min()).isEqualTo(1000);
    assertThat(axis.max()).isEqualTo(1800);
    assertThat(axis.at(655)).isEqualTo(1655);
  }

  @Test
  void shouldRefuseValuesThatAreNoAscendingWavenumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of())
        .withMessageContaining("axis of 0 points");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of(1000, Double.NaN))
        .withMessageContaining("wavenumber 1 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of(1000, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> SpectralAxis.of(-1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of(1000, 1002, 1002))
        .withMessageContaining("wavenumber 2 is 1002.0 after 1002.0");
    assertThatIllegalArgumentException().isThrownBy(() -> SpectralAxis.of(1000, 999));
    assertThatIllegalArgumentException().isThrownBy(() -> SpectralAxis.uniform(1000, 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> SpectralAxis.uniform(10, -1, 12));
  }

  @Test
  void shouldTakeNegativeValuesOnlyWhereTheKindHasThem() {
    assertThat(SpectralAxis.of(AxisKind.RAMAN_SHIFT, -1200, -800, 800))
        .hasToString("3 points, -1200.0–800.0 cm⁻¹");
    assertThat(SpectralAxis.uniform(AxisKind.CHEMICAL_SHIFT, -1, 0.5, 5).max()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of(-5, 5))
        .withMessageContaining("wavenumber 0 is -5.0; expected a finite value of 0 cm⁻¹ or more")
        .withMessageContaining("say that the axis is a Raman shift if it is one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.of(AxisKind.WAVELENGTH, 0, 5))
        .withMessageContaining("wavelength 0 is 0.0; expected a finite value above 0 µm");
  }

  @Test
  void shouldLetTheQuantitySayWhatCentimetresMean() {
    SpectralAxis axis = SpectralAxis.of(100, 200);

    assertThat(axis.under(Quantity.RAMAN_INTENSITY).kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    assertThat(axis.under(Quantity.TRANSMITTANCE).kind()).isEqualTo(AxisKind.WAVENUMBER);
    assertThat(axis.under(Quantity.UNSPECIFIED)).isSameAs(axis);
    SpectralAxis shift = SpectralAxis.of(AxisKind.RAMAN_SHIFT, 100, 200);
    assertThat(shift.under(Quantity.ABSORBANCE)).isSameAs(shift);
    assertThat(shift).isNotEqualTo(axis).isEqualTo(axis.under(Quantity.RAMAN_INTENSITY));
    assertThat(shift.hasPointsOf(axis)).isTrue();
  }

  @Test
  void shouldServeOneKindWithAnotherOnlyWhereTheUnitIsAllThatIsKnown() {
    assertThat(AxisKind.RAMAN_SHIFT.serves(AxisKind.WAVENUMBER)).isFalse();
    assertThat(AxisKind.WAVENUMBER.serves(AxisKind.RAMAN_SHIFT)).isFalse();
    assertThat(AxisKind.CHEMICAL_SHIFT.serves(AxisKind.PER_CENTIMETRE)).isFalse();
    assertThat(AxisKind.PER_CENTIMETRE.serves(AxisKind.WAVELENGTH)).isFalse();
    for (AxisKind kind : List.of(AxisKind.RAMAN_SHIFT, AxisKind.WAVENUMBER)) {
      assertThat(AxisKind.PER_CENTIMETRE.serves(kind)).isTrue();
      assertThat(kind.serves(AxisKind.PER_CENTIMETRE)).isTrue();
    }
    for (AxisKind kind : AxisKind.values()) {
      assertThat(kind.serves(kind)).isTrue();
      assertThat(AxisKind.parse(kind.id())).contains(kind);
    }
  }

  @Test
  void shouldConvertOnlyWhatFollowsExactly() {
    SpectralAxis wavelengths = SpectralAxis.of(AxisKind.WAVELENGTH, 2.5, 5, 10);

    SpectralAxis wavenumbers = wavelengths.converted(AxisKind.WAVENUMBER).orElseThrow();

    assertThat(wavenumbers).isEqualTo(SpectralAxis.of(AxisKind.WAVENUMBER, 1000, 2000, 4000));
    assertThat(wavenumbers.converted(AxisKind.WAVELENGTH)).contains(wavelengths);
    assertThat(wavelengths.converted(AxisKind.RAMAN_SHIFT)).isEmpty();
    assertThat(SpectralAxis.of(AxisKind.RAMAN_SHIFT, 1).converted(AxisKind.WAVENUMBER)).isEmpty();
    assertThat(SpectralAxis.of(AxisKind.WAVENUMBER, 0, 1).converted(AxisKind.WAVELENGTH))
        .as("no wavelength at 0 cm⁻¹")
        .isEmpty();
  }

  @Test
  void shouldRefuseMorePointsThanAllowedBeforeItMakesRoomForThem() {
    assertThat(SpectralAxis.uniform(0, 1, SpectralAxis.MAX_POINTS).size())
        .isEqualTo(SpectralAxis.MAX_POINTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.uniform(0, 1, SpectralAxis.MAX_POINTS + 1))
        .withMessageContaining("expected 1 to 65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralAxis.uniform(0, 1, Integer.MAX_VALUE));
  }

  @Test
  void shouldNotChangeWithTheArraysItCameFromOrGave() {
    double[] values = {1000, 1001};
    SpectralAxis axis = SpectralAxis.of(values);
    values[0] = 5;
    axis.toArray()[1] = 7;

    assertThat(axis.toArray()).containsExactly(1000, 1001);
  }

  @Test
  void shouldEqualAnAxisOfTheSameWavenumbersOnly() {
    SpectralAxis axis = SpectralAxis.uniform(1000, 2, 3);

    assertThat(axis)
        .isEqualTo(SpectralAxis.of(1000, 1002, 1004))
        .hasSameHashCodeAs(SpectralAxis.of(1000, 1002, 1004))
        .isNotEqualTo(SpectralAxis.of(1000, 1002))
        .isNotEqualTo(SpectralAxis.of(1000, 1002, 1004.0000001))
        .isNotEqualTo("1000, 1002, 1004");
  }

  @Property(seed = "1", tries = 300)
  void shouldFindTheNearestPointAndOfTwoTheLower(
      @ForAll("axes") SpectralAxis axis,
      @ForAll @DoubleRange(min = -100, max = 9000) double wavenumber) {
    int nearest = axis.indexNearest(wavenumber);

    double distance = Math.abs(axis.at(nearest) - wavenumber);
    for (int i = 0; i < axis.size(); i++) {
      double other = Math.abs(axis.at(i) - wavenumber);
      assertThat(distance).isLessThanOrEqualTo(other);
      if (i < nearest) {
        assertThat(distance).isLessThan(other);
      }
    }
  }

  @Property(seed = "1", tries = 100)
  void shouldFindEveryOneOfItsOwnPoints(@ForAll("axes") SpectralAxis axis) {
    for (int i = 0; i < axis.size(); i++) {
      assertThat(axis.indexNearest(axis.at(i))).isEqualTo(i);
    }
  }

  @Test
  void shouldTakeTheLowerOfTwoEquallyNearPoints() {
    SpectralAxis axis = SpectralAxis.of(10, 20, 30);

    assertThat(List.of(axis.indexNearest(15), axis.indexNearest(25), axis.indexNearest(25.1)))
        .containsExactly(0, 1, 2);
  }
}
