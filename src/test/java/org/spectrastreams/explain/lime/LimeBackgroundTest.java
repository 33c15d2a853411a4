package org.spectrastreams.explain.lime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.EngineException;

class LimeBackgroundTest {
  private static final int POINTS = 5;

  private static float[] spectra(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * POINTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void shouldSpreadTheValuesEvenlyOverTheBins() {
    LimeBackground background = LimeBackground.fit(spectra(1000, 1), 1000, POINTS, 1);

    for (int j = 0; j < POINTS; j++) {
      for (int bin = 0; bin < 10; bin++) {
        assertThat(background.frequency(j, bin)).isCloseTo(0.1f, within(0.0011f));
        assertThat(background.mean(j, bin))
            .isBetween(background.minimum(j, bin), background.maximum(j, bin));
      }
    }
  }

  @Test
  void shouldPutAValueOnAnEdgeIntoTheBinBelowIt() {
    LimeBackground background = LimeBackground.fit(spectra(1000, 2), 1000, POINTS, 1);

    assertThat(background.bin(3, background.maximum(3, 4))).isEqualTo(4);
    assertThat(background.bin(3, Math.nextUp(background.maximum(3, 4)))).isEqualTo(5);
    assertThat(background.bin(3, -1e9f)).isZero();
    assertThat(background.bin(3, 1e9f)).isEqualTo(9);
  }

  @Test
  void shouldHaveFewerBinsWhereValuesAreTied() {
    float[] values = spectra(1000, 3);
    for (int n = 0; n < 1000; n++) {
      values[n * POINTS] = 7;
      values[n * POINTS + 1] = n < 600 ? 0 : n;
    }
    LimeBackground background = LimeBackground.fit(values, 1000, POINTS, 1);

    assertThat(background.bin(0, 7)).isZero();
    assertThat(background.frequency(0, 0)).isEqualTo(1);
    assertThat(background.bin(1, 0)).isZero();
    assertThat(background.frequency(1, 0)).isEqualTo(0.6f);
    assertThat(background.bin(1, 100)).as("between the tied values and the next").isEqualTo(1);
    assertThat(background.frequency(1, 1)).isZero();
    assertThat(background.bin(1, 999)).isEqualTo(5);
    assertThat(background.frequency(1, 6)).isZero();
  }

  @Test
  void shouldTakeDonorsOfEveryClassInEqualNumbers() {
    float[] values = spectra(300, 4);
    int[] classes = new int[300];
    Arrays.fill(classes, 0, 20, 1);
    for (int n = 0; n < 300; n++) {
      values[n * POINTS] = classes[n];
    }
    LimeBackground background = LimeBackground.fit(values, classes, POINTS, 10, 30, 1);

    float ofRareClass = 0;
    for (int d = 0; d < background.donors(); d++) {
      ofRareClass += background.donor(d, 0);
    }
    assertThat(background.donors()).isEqualTo(30);
    assertThat(ofRareClass).isEqualTo(15);
  }

  @Test
  void shouldComeBackFromItsFiles() {
    LimeBackground background = LimeBackground.fit(spectra(100, 5), 100, POINTS, 1);
    Map<String, byte[]> files = background.toFiles();
    LimeBackground read =
        LimeBackground.fromFiles(
            files.get(ModelPackage.LIME_BINS), files.get(ModelPackage.LIME_DONORS), POINTS);

    assertThat(read.toFiles().get(ModelPackage.LIME_BINS))
        .isEqualTo(files.get(ModelPackage.LIME_BINS));
    assertThat(read.donorValues()).isEqualTo(background.donorValues());
  }

  @Test
  void shouldRefuseFilesOfAnotherAxisOrWithoutNumbers() {
    Map<String, byte[]> files = LimeBackground.fit(spectra(100, 6), 100, POINTS, 1).toFiles();
    byte[] bins = files.get(ModelPackage.LIME_BINS);
    byte[] donors = files.get(ModelPackage.LIME_DONORS);
    byte[] nan = new Npy(new int[] {2, POINTS}, nanAt(2 * POINTS)).toBytes();

    assertThatThrownBy(() -> LimeBackground.fromFiles(bins, donors, POINTS + 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("lime-bins.npy");
    assertThatThrownBy(() -> LimeBackground.fromFiles(bins, nan, POINTS))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("lime-donors.npy holds NaN");
    assertThatThrownBy(() -> LimeBackground.fit(nanAt(100 * POINTS), 100, POINTS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not finite at point");
  }

  private static float[] nanAt(int length) {
    float[] values = new float[length];
    values[length - 1] = Float.NaN;
    return values;
  }
}
