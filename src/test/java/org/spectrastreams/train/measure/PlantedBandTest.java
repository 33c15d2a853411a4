package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.QualityLimits;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

class PlantedBandTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final int COUNT = 600;
  private static final PreprocessingChain CHAIN =
      new PreprocessingChain(
          Quantity.ABSORBANCE,
          new QualityLimits(0, 100.0, 0),
          List.of(
              Preprocessing.Interpolate.covering(AXIS, Preprocessing.Interpolation.LINEAR, 8),
              new Preprocessing.SpectrumScaling(Preprocessing.Scaling.VECTOR)));

  /** Smooth spectra of two unequal classes, of any thickness. */
  private static LabelledPixels pixels() {
    Random random = new Random(1);
    float[] spectra = new float[COUNT * AXIS.size()];
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % 3 == 0 ? 1 : 0;
      double thickness = 0.5 + random.nextDouble();
      double phase = 0.1 * random.nextGaussian();
      for (int j = 0; j < AXIS.size(); j++) {
        spectra[i * AXIS.size() + j] =
            (float) (thickness * (1 + 0.5 * Math.sin(0.05 * j + phase + labels[i])));
      }
    }
    return new LabelledPixels(
        AXIS, Quantity.ABSORBANCE, List.of("a", "b"), spectra, labels, labels, new int[COUNT]);
  }

  private static float[] meanOf(int label, PlantedBand planted) {
    float[] prepared = planted.pixels().prepare(CHAIN).values();
    float[] mean = new float[AXIS.size()];
    int count = 0;
    for (int i = 0; i < COUNT; i++) {
      if (planted.pixels().labels()[i] == label) {
        count++;
        for (int j = 0; j < mean.length; j++) {
          mean[j] += prepared[i * AXIS.size() + j];
        }
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= count;
    }
    return mean;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldMakeTheClassesDifferInOneBandAndNothingElse(long seed) {
    PlantedBand planted = PlantedBand.into(pixels(), CHAIN, seed);
    float[] without = meanOf(0, planted);
    float[] with = meanOf(1, planted);
    float[] difference = new float[without.length];
    for (int j = 0; j < difference.length; j++) {
      difference[j] = with[j] - without[j];
    }

    assertThat(planted.centre()).isBetween(1040.0, 1760.0);
    assertThat(Arrays.stream(planted.pixels().labels()).sum()).isEqualTo(COUNT / 2);
    assertThat(PlantedBand.found(AXIS, planted.centre(), difference)).isTrue();
    assertThat(planted.pixels().spectra()).isNotEqualTo(pixels().spectra());
  }

  @Test
  void shouldPlantABandOfTheStatedEffect() {
    LabelledPixels before = pixels();
    PlantedBand planted = PlantedBand.into(before, CHAIN, 2);
    float[] one = before.prepare(CHAIN).values();
    float[] other = planted.pixels().prepare(CHAIN).values();
    double largest = 0;
    for (int j = 0; j < AXIS.size(); j++) {
      double mean = 0;
      double square = 0;
      double shift = 0;
      for (int i = 0; i < COUNT; i++) {
        double value = one[i * AXIS.size() + j];
        mean += value / COUNT;
        square += value * value / COUNT;
        shift += (other[i * AXIS.size() + j] - value) / (COUNT / 2);
      }
      largest = Math.max(largest, Math.abs(shift) / Math.sqrt(square - mean * mean));
    }
    // Vector scaling makes the shift not quite proportional to the band's height.
    assertThat(largest).isCloseTo(PlantedBand.EFFECT, within(0.1));
  }

  @Test
  void shouldFindABandWithinItsWidthAlone() {
    float[] weights = new float[AXIS.size()];
    weights[50] = 1; // 1200 cm⁻¹
    weights[60] = -5;
    assertThat(PlantedBand.found(AXIS, 1200 + PlantedBand.WIDTH, weights)).isTrue();
    assertThat(PlantedBand.found(AXIS, 1200 + PlantedBand.WIDTH + 4, weights)).isFalse();
    assertThat(PlantedBand.found(AXIS, 1240, weights)).as("what speaks against it").isFalse();
    assertThat(PlantedBand.found(AXIS, 1200, new float[AXIS.size()])).isFalse();
  }

  @Test
  void shouldPlantTheSameBandForTheSameSeed() {
    PlantedBand one = PlantedBand.into(pixels(), CHAIN, 3);
    PlantedBand other = PlantedBand.into(pixels(), CHAIN, 3);
    assertThat(other.centre()).isEqualTo(one.centre());
    assertThat(other.pixels().spectra()).isEqualTo(one.pixels().spectra());
    assertThat(PlantedBand.into(pixels(), CHAIN, 4).centre()).isNotEqualTo(one.centre());
  }

  @Test
  void shouldNotFindABandAtTheOtherEndOfAnAxisOfMicrometres() {
    SpectralAxis near = SpectralAxis.uniform(AxisKind.WAVELENGTH, 1, 0.01, 151);
    float[] weights = new float[near.size()];
    weights[140] = 1; // 2.4 µm

    assertThat(PlantedBand.found(near, 2.4, weights)).isTrue();
    assertThat(PlantedBand.found(near, 1.2, weights)).isFalse();
  }
}
