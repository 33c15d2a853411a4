package org.spectrastreams.instrument.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the classes overlap as they should: learnable, not trivial, harder with weak labels. */
class PhantomDifficultyTest {
  private static final int BINS = 100;
  private static final int BIN = 8;
  private static final int CLASSES = TissueClass.labels().size();

  private record Pixel(double[] bins, int truth, int weakLabel) {}

  private static List<Pixel> known;
  private static List<Pixel> others;

  @BeforeAll
  static void simulateDifferentPatients() {
    known = pixels(1_000, 48);
    others = pixels(9_000, 40);
  }

  @Test
  void shouldLetLinearDiscriminantsFindMostOfTheTruth() {
    assertThat(balancedAccuracy(known.stream().map(Pixel::truth).toList())).isBetween(0.87, 0.95);
  }

  @Test
  void shouldBeHarderToLearnFromWeakLabels() {
    assertThat(balancedAccuracy(known.stream().map(Pixel::weakLabel).toList()))
        .isBetween(0.65, 0.89);
  }

  /** Epithelium of sections of all severities: means of 8 points, normalised to SNV. */
  private static List<Pixel> pixels(long firstSeed, int images) {
    List<Pixel> pixels = new ArrayList<>();
    float[] spectrum = new float[TissuePhantom.axis().size()];
    for (int i = 0; i < images; i++) {
      TissuePhantom phantom =
          new TissuePhantom(
              new PhantomSettings(
                  64, 64, firstSeed + i, firstSeed + i, TissueClass.of(i % CLASSES), 0, 0));
      SpectrumSynthesis synthesis = phantom.synthesis();
      int weakLabel = phantom.weakLabel();
      for (int y = 0; y < 64; y++) {
        for (int x = y % 3; x < 64; x += 3) {
          int truth = phantom.trueClass(x, y);
          if (truth != TissuePhantom.NO_CLASS) {
            synthesis.write(x, y, spectrum, 0);
            pixels.add(new Pixel(bins(spectrum), truth, weakLabel));
          }
        }
      }
    }
    return pixels;
  }

  private static double[] bins(float[] spectrum) {
    double[] bins = new double[BINS];
    double mean = 0;
    for (int i = 0; i < BINS * BIN; i++) {
      bins[i / BIN] += spectrum[i] / BIN;
      mean += spectrum[i] / (BINS * BIN);
    }
    double squares = 0;
    for (int b = 0; b < BINS; b++) {
      bins[b] -= mean;
      squares += bins[b] * bins[b];
    }
    double deviation = Math.sqrt(squares / BINS);
    for (int b = 0; b < BINS; b++) {
      bins[b] /= deviation;
    }
    return bins;
  }

  /** Fisher's discriminant with equal priors, learnt from {@code labels}, judged by the truth. */
  private static double balancedAccuracy(List<Integer> labels) {
    double[][] means = new double[CLASSES][BINS];
    int[] counts = new int[CLASSES];
    for (int n = 0; n < known.size(); n++) {
      counts[labels.get(n)]++;
      add(means[labels.get(n)], known.get(n).bins(), 1);
    }
    for (int c = 0; c < CLASSES; c++) {
      for (int b = 0; b < BINS; b++) {
        means[c][b] /= counts[c];
      }
    }
    double[][] scatter = new double[BINS][BINS];
    for (int n = 0; n < known.size(); n++) {
      double[] residual = known.get(n).bins().clone();
      add(residual, means[labels.get(n)], -1);
      for (int b = 0; b < BINS; b++) {
        for (int d = 0; d < BINS; d++) {
          scatter[b][d] += residual[b] * residual[d] / known.size();
        }
      }
    }
    for (int b = 0; b < BINS; b++) {
      scatter[b][b] += 1e-5; // SNV leaves one direction without scatter
    }
    RealMatrix weights =
        new CholeskyDecomposition(new Array2DRowRealMatrix(scatter), 1e-9, 1e-12)
            .getSolver()
            .solve(new Array2DRowRealMatrix(means).transpose());
    int[] right = new int[CLASSES];
    int[] all = new int[CLASSES];
    for (Pixel pixel : others) {
      int best = 0;
      double highest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < CLASSES; c++) {
        double score = 0;
        for (int b = 0; b < BINS; b++) {
          score += weights.getEntry(b, c) * (pixel.bins()[b] - means[c][b] / 2);
        }
        if (score > highest) {
          highest = score;
          best = c;
        }
      }
      all[pixel.truth()]++;
      right[pixel.truth()] += best == pixel.truth() ? 1 : 0;
    }
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      assertThat(all[c]).as("test pixels of class %d", c).isGreaterThan(500);
      sum += right[c] / (double) all[c];
    }
    return sum / CLASSES;
  }

  private static void add(double[] sum, double[] values, double factor) {
    for (int b = 0; b < BINS; b++) {
      sum[b] += factor * values[b];
    }
  }
}
