package org.spectrastreams.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether classes and routes overlap as they should: learnable, not trivial, harder with weak
 * labels; and whether necrosis stands apart.
 */
class PhantomDifficultyIT {
  private static final int BINS = 100;
  private static final int BIN = 8;
  private static final int CLASSES = TissueClass.labels().size();

  private static final int NECROSIS = TissueRoute.values().length;

  /**
   * @param truth the class; -1 for necrosis
   * @param route the index of the route; {@link #NECROSIS} for necrosis
   */
  private record Pixel(double[] bins, int truth, int weakLabel, int route) {}

  private static List<Pixel> known;
  private static List<Pixel> others;

  @BeforeAll
  static void simulateDifferentPatients() {
    known = pixels(1_000, 48);
    others = pixels(9_000, 40);
  }

  @Test
  void shouldLetLinearDiscriminantsFindMostOfTheTruth() {
    assertThat(balancedAccuracy(pixel -> pixel.truth() >= 0, Pixel::truth, Pixel::truth))
        .isBetween(0.66, 0.76);
  }

  @Test
  void shouldBeHarderToLearnFromWeakLabels() {
    assertThat(balancedAccuracy(pixel -> pixel.truth() >= 0, Pixel::weakLabel, Pixel::truth))
        .isBetween(0.56, 0.70);
  }

  @Test
  void shouldKeepTheRoutesToCancerApartFromEachOtherAndEitherFromAdenoma() {
    assertThat(apart(TissueRoute.CONVENTIONAL.index(), TissueRoute.MUCINOUS.index()))
        .isBetween(0.84, 0.95);
    assertThat(apart(TissueRoute.ADENOMATOUS.index(), TissueRoute.CONVENTIONAL.index()))
        .isBetween(0.76, 0.92);
    assertThat(apart(TissueRoute.ADENOMATOUS.index(), TissueRoute.MUCINOUS.index()))
        .isBetween(0.76, 0.92);
  }

  @Test
  void shouldKeepNecrosisApartFromEveryRoute() {
    for (TissueRoute route : TissueRoute.values()) {
      assertThat(apart(route.index(), NECROSIS)).as("necrosis and %s", route).isGreaterThan(0.99);
    }
  }

  /** Balanced accuracy between two routes, learnt on some patients and judged on others. */
  private static double apart(int one, int other) {
    return balancedAccuracy(
        pixel -> pixel.route() == one || pixel.route() == other,
        pixel -> pixel.route() == one ? 0 : 1,
        pixel -> pixel.route() == one ? 0 : 1);
  }

  /**
   * Epithelium and necrosis of sections of all severities: means of 8 points, normalised to SNV.
   */
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
          Optional<TissueRoute> route = phantom.route(x, y);
          if (route.isPresent() || phantom.site(x, y) == TissueSite.NECROSIS) {
            synthesis.write(x, y, spectrum, 0);
            int truth = phantom.trueClass(x, y);
            int way = route.map(TissueRoute::index).orElse(NECROSIS);
            pixels.add(new Pixel(bins(spectrum), truth, weakLabel, way));
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

  /** Fisher's discriminant with equal priors on some of the pixels. */
  private static double balancedAccuracy(
      Predicate<Pixel> wanted, ToIntFunction<Pixel> taught, ToIntFunction<Pixel> right) {
    List<Pixel> training = known.stream().filter(wanted).toList();
    List<Pixel> tests = others.stream().filter(wanted).toList();
    int[] labels = training.stream().mapToInt(taught).toArray();
    int classes = Arrays.stream(labels).max().orElseThrow() + 1;
    double[][] means = new double[classes][BINS];
    int[] counts = new int[classes];
    for (int n = 0; n < labels.length; n++) {
      counts[labels[n]]++;
      add(means[labels[n]], training.get(n).bins(), 1);
    }
    for (int c = 0; c < classes; c++) {
      for (int b = 0; b < BINS; b++) {
        means[c][b] /= counts[c];
      }
    }
    double[][] scatter = new double[BINS][BINS];
    for (int n = 0; n < labels.length; n++) {
      double[] residual = training.get(n).bins().clone();
      add(residual, means[labels[n]], -1);
      for (int b = 0; b < BINS; b++) {
        for (int d = 0; d < BINS; d++) {
          scatter[b][d] += residual[b] * residual[d] / labels.length;
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
    int[] hits = new int[classes];
    int[] all = new int[classes];
    for (Pixel pixel : tests) {
      int best = 0;
      double highest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        double score = 0;
        for (int b = 0; b < BINS; b++) {
          score += weights.getEntry(b, c) * (pixel.bins()[b] - means[c][b] / 2);
        }
        if (score > highest) {
          highest = score;
          best = c;
        }
      }
      int truth = right.applyAsInt(pixel);
      all[truth]++;
      hits[truth] += best == truth ? 1 : 0;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      assertThat(all[c]).as("test pixels of class %d", c).isGreaterThan(500);
      sum += hits[c] / (double) all[c];
    }
    return sum / classes;
  }

  private static void add(double[] sum, double[] values, double factor) {
    for (int b = 0; b < BINS; b++) {
      sum[b] += factor * values[b];
    }
  }
}
