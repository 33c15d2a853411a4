package org.spectrastreams.train.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.Domain.Signal;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;

/** Spectra with a band at one place, and a background with bands at two others. */
class BackgroundFitTest {
  private static final int POINTS = 60;
  private static final int GROUPS = 16;
  private static final int EACH = 20;

  @Test
  void shouldTellBackgroundFromWhatIsJudgedInGroupsThatItHadNotSeen() {
    BackgroundFit fit =
        BackgroundFit.of(spectra(1, 1, 15), groups(1), spectra(2, 2, 30, 45), groups(2));
    assertThat(share(fit.alarms())).isLessThan(0.01);
    assertThat(share(fit.judged())).isLessThan(0.01);

    float[] judged = spectra(9, 1, 15).values();
    float[] beside = spectra(9, 2, 30, 45).values();
    assertThat(fit.background().odds(judged, 0)).isLessThan(1);
    assertThat(fit.background().odds(beside, 0)).isGreaterThan(1);
    assertThat(fit.background().odds(beside, GROUPS * EACH * POINTS)).isGreaterThan(1);
  }

  @Test
  void shouldPartGroupsWhateverTheirNumbers() {
    int[] apart = IntStream.of(groups(1)).map(group -> 8 * group).toArray();
    int[] alsoApart = IntStream.of(groups(2)).map(group -> 8 * group).toArray();
    BackgroundFit numbered =
        BackgroundFit.of(spectra(1, 1, 15), apart, spectra(2, 2, 30, 45), alsoApart);
    BackgroundFit plain =
        BackgroundFit.of(spectra(1, 1, 15), groups(1), spectra(2, 2, 30, 45), groups(2));
    assertThat(numbered.alarms()).isEqualTo(plain.alarms());
    assertThat(numbered.judged()).isEqualTo(plain.judged());
  }

  @Test
  void shouldLetNothingThroughByChanceAlone() {
    // The same band in both: nothing tells them apart, and the shares say so.
    BackgroundFit fit =
        BackgroundFit.of(spectra(1, 1, 15), groups(1), spectra(2, 1, 15), groups(1));
    assertThat(share(fit.judged())).isBetween(0.3, 0.7);
  }

  @Test
  void shouldAskForTheHeightOfTheThinnestGroup() {
    SpectralAxis axis = SpectralAxis.uniform(1000, 1, POINTS);
    PreparedSpectra tall = spectra(1, 1, 15);
    float[] values = tall.values().clone();
    for (int i = 0; i < EACH * POINTS; i++) { // a thin one
      values[i] *= 0.7f;
    }
    int[] groups = groups(1);
    LabelledPixels pixels =
        new LabelledPixels(
            axis,
            Quantity.ABSORBANCE,
            List.of("one"),
            values,
            tall.labels(),
            tall.labels(),
            groups);
    Signal found = SignalFit.of(pixels, groups, axis, Quantity.ABSORBANCE, true);
    assertThat(found.height()).isBetween(0.6, 0.8);
    assertThat(found.ratio()).isGreaterThan(1).isLessThanOrEqualTo(SignalFit.RATIO);
    assertThat(SignalFit.of(pixels, groups, axis, Quantity.ABSORBANCE, false).height()).isZero();
  }

  private static double share(boolean[] marks) {
    return IntStream.range(0, marks.length).filter(i -> marks[i]).count() / (double) marks.length;
  }

  private static int[] groups(int kinds) {
    return IntStream.range(0, kinds * GROUPS * EACH).map(i -> i / EACH % GROUPS).toArray();
  }

  /** Bands of height 1 with noise of 0.03, every kind's at its own place. */
  private static PreparedSpectra spectra(long seed, int kinds, int... places) {
    Random random = new Random(seed);
    int rows = kinds * GROUPS * EACH;
    float[] values = new float[rows * POINTS];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i / (GROUPS * EACH);
      for (int j = 0; j < POINTS; j++) {
        double apart = (j - places[labels[i]]) / 4.0;
        values[i * POINTS + j] = (float) (Math.exp(-apart * apart) + 0.03 * random.nextGaussian());
      }
    }
    return new PreparedSpectra(POINTS, kinds, values, labels);
  }
}
