package org.spectrastreams.train.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.choose.Protocol;
import org.spectrastreams.train.choose.Tested;
import org.spectrastreams.train.data.PreparedSpectra;

class NetworkTrialsTrainingIT {
  private static final int POINTS = 40;
  private static final int COUNT = 48;
  private static final PaperNetwork SHORT = new PaperNetwork("gap-cnn", 2, 150, 1e-2, 0, 0.01, 0);
  private static final int[] GROUPS = new int[COUNT];
  private static final PreparedSpectra SPECTRA = spectra();

  /** Two classes with a band each. */
  private static PreparedSpectra spectra() {
    Random random = new Random(2);
    float[] values = new float[COUNT * POINTS];
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % 2;
      GROUPS[i] = i / 4;
      for (int p = 0; p < POINTS; p++) {
        double off = (p - 12 - 15 * labels[i]) / 3.0;
        values[i * POINTS + p] = (float) (Math.exp(-off * off) + 0.1 * random.nextGaussian());
      }
    }
    return new PreparedSpectra(POINTS, 2, values, labels);
  }

  private static NetworkTrials trials(int threads, List<int[]> divisions) {
    return new NetworkTrials(
        SpectralAxis.uniform(1000, 4, POINTS), SPECTRA, GROUPS, divisions, 3, threads, line -> {});
  }

  private static List<int[]> divisions() {
    return new Protocol.MonteCarlo(1).divisions(SPECTRA.labels(), GROUPS, 3);
  }

  @Test
  void shouldTestANetworkAndItsVotesOnTheSameDivisions() {
    List<int[]> divisions = divisions();
    try (NetworkTrials one = trials(1, divisions);
        NetworkTrials two = trials(2, divisions)) {
      one.of(List.of(SHORT), 60);
      two.of(List.of(SHORT), 60);

      Map<String, Tested> tested = one.tested();
      assertThat(tested).containsOnlyKeys("gap-cnn", "egap-cnn", "egap-cnn, mean");
      tested.forEach(
          (method, said) -> {
            for (int i = 0; i < COUNT; i++) {
              assertThat(said.probabilities().get(0)[i] != null)
                  .isEqualTo(divisions.get(0)[i] == 0);
            }
            assertThat(said.whole(SPECTRA.labels(), 2).balancedAccuracy())
                .as(method)
                .isGreaterThan(0.9);
            assertThat(two.tested().get(method).probabilities().get(0))
                .isEqualTo(said.probabilities().get(0));
          });
    }
  }

  @Test
  void shouldLeaveOutWhatWouldTakeTooLongAndSayHowLong() {
    try (NetworkTrials trials = trials(1, divisions())) {
      trials.of(
          List.of(
              new PaperNetwork("gap-cnn", 2, 1, 1e-3, 0, 0, 0),
              new PaperNetwork("raman-cnn", 1, 1, 1e-4, 0, 0, 0)),
          0);

      assertThat(trials.tested()).isEmpty();
      assertThat(trials.leftOut())
          .hasSize(2)
          .allSatisfy(why -> assertThat(why).contains("minutes in all", "--minutes"));
    }
  }
}
