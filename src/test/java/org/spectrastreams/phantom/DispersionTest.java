package org.spectrastreams.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DispersionTest {
  private static final double CENTRE = 1650;
  private static final double FULL_WIDTH = 40;
  private static final double THICKNESS = 5;

  /** Of a Lorentzian, the dispersive part is known: k(ν₀) times x / (1 + x²), falling through 0. */
  @Test
  void shouldGiveALorentzianItsDispersion() {
    double[] absorbance = new double[3_001];
    for (int i = 0; i < absorbance.length; i++) {
      double x = (i + 150 - CENTRE) / (FULL_WIDTH / 2);
      absorbance[i] = 0.6 / (1 + x * x);
    }
    double[] index = Dispersion.index(absorbance, 150, 1, THICKNESS, 1_000 - 150, 801);

    double highest = 0.6 * Math.log(10) / (4 * Math.PI * CENTRE * THICKNESS * 1e-4);
    for (double x : new double[] {-3, -1, -0.5, 0, 0.5, 1, 3}) {
      int point = (int) Math.round(CENTRE + x * FULL_WIDTH / 2 - 1_000);
      assertThat(index[point])
          .as("at %s half widths", x)
          .isCloseTo(-highest * x / (1 + x * x), within(0.02 * highest));
    }
  }

  @Test
  void shouldPullScatteringDownAboveABandAndUpBelowIt() {
    MieScattering mie = new MieScattering(TissuePhantom.axis());
    float[] absorbance =
        ComponentSpectrum.of(ComponentSpectrum.band(1650, 50, 0.6)).on(TissuePhantom.axis());
    double[] known = new double[absorbance.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = absorbance[i];
    }
    double[] index = Dispersion.index(known, 1_000, 1, THICKNESS, 0, known.length);
    float[] bend = new float[MieScattering.nodes(known.length)];
    for (int node = 0; node < bend.length; node++) {
      int i = node * MieScattering.STRIDE;
      bend[node] = (float) (index[i] * (1_000 + i));
    }
    float[] plain = new float[known.length];
    mie.add(plain, 0, 1, 3, new float[bend.length]);
    float[] resonant = new float[known.length];
    mie.add(resonant, 0, 1, 3, bend);

    assertThat(resonant[625]).as("1625 cm⁻¹").isGreaterThan(plain[625] + 0.1f);
    assertThat(resonant[675]).as("1675 cm⁻¹").isLessThan(plain[675] - 0.1f);
  }

  /** Van de Hulst's curve has its first and highest maximum, 3.17, at ρ = 4.09. */
  @Test
  void shouldExtinguishAsVanDeHulstSays() {
    assertThat(MieScattering.extinction(4.09)).isCloseTo(3.17, within(0.01));
    assertThat(MieScattering.extinction(0.1)).isCloseTo(0.1 * 0.1 / 2, within(1e-4));
    assertThat(MieScattering.extinction(500)).isCloseTo(2, within(0.01));
  }
}
