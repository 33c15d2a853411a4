package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StoredAxisTest {
  /** Distinct positive values in any order. */
  @Provide
  Arbitrary<double[]> columns() {
    return Arbitraries.integers()
        .between(400, 4000)
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(values -> values.stream().mapToDouble(Integer::doubleValue).toArray());
  }

  /** A spectrum whose intensity at each point is the stored axis value itself. */
  private static float[] identity(double[] stored, int offset) {
    float[] spectrum = new float[stored.length + offset];
    for (int i = 0; i < stored.length; i++) {
      spectrum[offset + i] = (float) stored[i];
    }
    return spectrum;
  }

  @Property(seed = "1", tries = 300)
  void shouldCarryEveryIntensityToItsOwnWavenumber(@ForAll("columns") double[] stored) {
    StoredAxis axis = StoredAxis.sorted(stored, AxisUnit.PER_CENTIMETRE);
    float[] canonical = new float[stored.length + 2];

    axis.reorder(identity(stored, 3), 3, canonical, 2);

    assertThat(axis.axis().size()).isEqualTo(stored.length);
    for (int i = 0; i < stored.length; i++) {
      assertThat((double) canonical[2 + i]).isEqualTo(axis.axis().at(i));
    }
    assertThat(canonical[0]).isZero();
    assertThat(canonical[1]).isZero();
  }

  @Test
  void shouldTurnADescendingAxisRound() {
    StoredAxis axis =
        StoredAxis.monotonic(new double[] {1800, 1400, 1000}, AxisUnit.PER_CENTIMETRE);
    float[] canonical = new float[3];

    axis.reorder(new float[] {1, 2, 3}, 0, canonical, 0);

    assertThat(axis.axis()).isEqualTo(SpectralAxis.of(1000, 1400, 1800));
    assertThat(axis.isCanonical()).isFalse();
    assertThat(canonical).containsExactly(3, 2, 1);
  }

  @Test
  void shouldTurnWavelengthsRoundBecauseTheyRunAgainstWavenumbers() {
    StoredAxis micrometres = StoredAxis.monotonic(new double[] {5, 8, 10}, AxisUnit.MICROMETRE);
    StoredAxis nanometres =
        StoredAxis.monotonic(new double[] {10_000, 8000, 5000}, AxisUnit.NANOMETRE);

    assertThat(micrometres.axis())
        .isEqualTo(SpectralAxis.of(AxisKind.WAVENUMBER, 1000, 1250, 2000));
    assertThat(micrometres.isCanonical()).isFalse();
    assertThat(nanometres.axis()).isEqualTo(micrometres.axis());
    assertThat(nanometres.isCanonical()).isTrue();
  }

  @Test
  void shouldLeaveCanonicalOrderAlone() {
    for (double[] stored : List.of(new double[] {1000, 1002, 1004}, new double[] {1000})) {
      StoredAxis axis = StoredAxis.monotonic(stored, AxisUnit.PER_CENTIMETRE);
      float[] spectrum = identity(stored, 0);

      axis.reorder(spectrum, 0, spectrum, 0);

      assertThat(axis.isCanonical()).isTrue();
      assertThat(spectrum).isEqualTo(identity(stored, 0));
    }
  }

  @Test
  void shouldRefuseAnAxisThatTurnsOrRepeats() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StoredAxis.monotonic(new double[] {1000, 1002, 1001}, AxisUnit.PER_CENTIMETRE))
        .withMessageContaining("strictly monotonic");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StoredAxis.monotonic(new double[] {1002, 1000, 1001}, AxisUnit.PER_CENTIMETRE));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StoredAxis.sorted(new double[] {1002, 1000, 1002}, AxisUnit.PER_CENTIMETRE))
        .withMessageContaining("1002.0 after 1002.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredAxis.monotonic(new double[0], AxisUnit.PER_CENTIMETRE));
  }

  @Test
  void shouldRefuseWavelengthsThatHaveNoWavenumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredAxis.monotonic(new double[] {0, 5}, AxisUnit.MICROMETRE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredAxis.monotonic(new double[] {-5, -4}, AxisUnit.NANOMETRE));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> StoredAxis.sorted(new double[] {1000, Double.NaN, 900}, AxisUnit.PER_CENTIMETRE));
  }

  @Test
  void shouldReadWavelengthsAsWavenumbersUnlessTheyAreWantedAsTheyAre() {
    double[] stored = {2500, 5000, 10_000};

    StoredAxis read = StoredAxis.monotonic(stored, AxisUnit.NANOMETRE);
    StoredAxis kept = StoredAxis.monotonic(stored, AxisUnit.NANOMETRE, AxisKind.WAVELENGTH);

    assertThat(read.axis()).isEqualTo(SpectralAxis.of(AxisKind.WAVENUMBER, 1000, 2000, 4000));
    assertThat(read.isCanonical()).isFalse();
    assertThat(kept.axis()).isEqualTo(SpectralAxis.of(AxisKind.WAVELENGTH, 2.5, 5, 10));
    assertThat(kept.isCanonical()).isTrue();
  }

  @Test
  void shouldTurnADescendingAxisOfChemicalShiftsRound() {
    StoredAxis axis = StoredAxis.monotonic(new double[] {9.5, 0, -0.5}, AxisUnit.PARTS_PER_MILLION);

    assertThat(axis.axis()).isEqualTo(SpectralAxis.of(AxisKind.CHEMICAL_SHIFT, -0.5, 0, 9.5));
  }

  @Test
  void shouldRefuseAKindThatDoesNotFollowFromTheUnit() {
    assertThatIllegalArgumentException()
        .as("the laser's wavelength is not known")
        .isThrownBy(
            () ->
                StoredAxis.monotonic(
                    new double[] {600, 700}, AxisUnit.NANOMETRE, AxisKind.RAMAN_SHIFT))
        .withMessageContaining("an axis in nm cannot be read as Raman shift; expected one in cm-1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StoredAxis.sorted(
                    new double[] {1, 2}, AxisUnit.PARTS_PER_MILLION, AxisKind.WAVENUMBER))
        .withMessageContaining("ppm is no wavenumber");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StoredAxis.monotonic(
                    new double[] {1, 2}, AxisUnit.PER_CENTIMETRE, AxisKind.WAVELENGTH));
  }

  @Test
  void shouldReadUnitsAsFilesWriteThem() {
    for (String text :
        List.of("Wavenumber", " cm-1 ", "1/cm", "cm⁻¹", "CM^-1", "Raman shift (cm-1)")) {
      assertThat(AxisUnit.parse(text)).as(text).contains(AxisUnit.PER_CENTIMETRE);
    }
    for (String text : List.of("Micrometers", "um", "µm", "μm", "Microns")) {
      assertThat(AxisUnit.parse(text)).as(text).contains(AxisUnit.MICROMETRE);
    }
    for (String text : List.of("Nanometers", "nm")) {
      assertThat(AxisUnit.parse(text)).as(text).contains(AxisUnit.NANOMETRE);
    }
    // Points of a picture are places in a map's table, and no axis that a file states.
    for (String text : List.of("", "Unknown", "GHz", "mm", "Index", "px", "Pixel")) {
      assertThat(AxisUnit.parse(text)).as(text).isEmpty();
    }
    for (AxisUnit unit : EnumSet.complementOf(EnumSet.of(AxisUnit.PIXEL))) {
      assertThat(AxisUnit.parse(unit.symbol())).contains(unit);
    }
  }

  @Test
  void shouldConvertTheSamePlaceInEveryUnitToTheSameWavenumber() {
    assertThat(AxisUnit.PER_CENTIMETRE.toWavenumber(1655)).isEqualTo(1655);
    assertThat(AxisUnit.MICROMETRE.toWavenumber(6.042296072507553)).isCloseTo(1655, within(1e-9));
    assertThat(AxisUnit.NANOMETRE.toWavenumber(6042.296072507553)).isCloseTo(1655, within(1e-9));
  }
}
