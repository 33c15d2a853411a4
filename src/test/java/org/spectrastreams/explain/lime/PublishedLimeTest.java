package org.spectrastreams.explain.lime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.ResponseEngine;

class PublishedLimeTest {
  private static JsonNode golden(String part) throws IOException {
    try (InputStream in =
        PublishedLimeTest.class.getResourceAsStream("/golden/lime/published.json")) {
      return new ObjectMapper().readTree(in).get(part);
    }
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static List<float[]> rows(JsonNode array) {
    List<float[]> rows = new ArrayList<>();
    array.forEach(row -> rows.add(floats(row)));
    return rows;
  }

  private static LimeBackground known(JsonNode golden) {
    float[] values = floats(golden.get("background"));
    int points = golden.get("points").asInt();
    return LimeBackground.fit(values, values.length / points, points, 1);
  }

  @Test
  void shouldBinAsThePackageDoes() throws IOException {
    JsonNode golden = golden("known");
    LimeBackground background = known(golden);
    for (int j = 0; j < background.points(); j++) {
      for (int bin = 0; bin < 10; bin++) {
        assertThat(background.mean(j, bin))
            .isCloseTo((float) golden.get("binMeans").get(j).get(bin).asDouble(), within(1e-5f));
        assertThat(background.deviation(j, bin))
            .isCloseTo(
                (float) golden.get("binDeviations").get(j).get(bin).asDouble(), within(1e-5f));
        assertThat(background.maximum(j, bin))
            .isCloseTo((float) golden.get("binMaxima").get(j).get(bin).asDouble(), within(1e-5f));
      }
    }
  }

  /**
   * Random numbers differ, so weights must agree as far as those of two seeds of the package do: no
   * weight further from the package's mean than chance allows (4.5 standard deviations of a single
   * seed, of the 12 × 12 compared here), and the means of 12 seeds within the error of both.
   */
  @Test
  void shouldFindTheWeightsOfThePackageWithinItsOwnNoise() throws IOException {
    JsonNode golden = golden("known");
    LimeBackground background = known(golden);
    float[] slopes = floats(golden.get("slopes"));
    ResponseEngine engine =
        new ResponseEngine(
            slopes.length,
            row -> {
              double sum = golden.get("interaction").asDouble() * row[0] * row[1];
              for (int j = 0; j < slopes.length; j++) {
                sum += (double) slopes[j] * row[j];
              }
              return 1 / (1 + Math.exp(-sum));
            });
    PublishedLime lime = new PublishedLime(engine, background, LimeResponse.MEAN);
    List<float[]> theirs = rows(golden.get("weights"));
    List<float[]> ours = new ArrayList<>();
    double fit = 0;
    double local = 0;
    int seeds = theirs.size();
    for (int seed = 1; seed <= seeds; seed++) {
      Explanation found =
          lime.explain(floats(golden.get("instance")), 0, 1, golden.get("samples").asInt(), seed);
      ours.add(found.weights());
      fit += found.rSquared() / seeds;
      local += found.localPrediction() / seeds;
    }
    for (int j = 0; j < slopes.length; j++) {
      double mean = mean(theirs, j);
      double spread = spread(theirs, j);
      assertThat(mean(ours, j)).isCloseTo(mean, within(4.5 * spread * Math.sqrt(2.0 / seeds)));
      for (float[] weights : ours) {
        assertThat((double) weights[j]).isCloseTo(mean, within(4.5 * spread));
      }
      assertThat(spread(ours, j)).isBetween(spread / 3, spread * 3);
    }
    List<float[]> fits = List.of(floats(golden.get("rSquared")));
    assertThat(fit).isCloseTo(average(fits.get(0)), within(0.02));
    assertThat(local).isCloseTo(average(floats(golden.get("localPrediction"))), within(0.07));
  }

  private static double average(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double mean(List<float[]> rows, int j) {
    return rows.stream().mapToDouble(row -> row[j]).average().orElseThrow();
  }

  private static double spread(List<float[]> rows, int j) {
    double mean = mean(rows, j);
    double squares = rows.stream().mapToDouble(row -> (row[j] - mean) * (row[j] - mean)).sum();
    return Math.sqrt(squares / (rows.size() - 1));
  }

  @Test
  void shouldSolveTheRegressionAsADirectSolverDoes() {
    int points = 40;
    int rows = 300;
    float[] keeping = new float[points];
    Arrays.fill(keeping, 0.1f);
    keeping[3] = 1;
    keeping[4] = 0.35f;
    BinDesign design = new BinDesign(keeping, rows, 7);
    double[][] z = new double[rows][points + 1];
    double[] response = new double[rows];
    double[] weights = new double[rows];
    SplittableRandom noise = new SplittableRandom(3);
    for (int i = 0; i < rows; i++) {
      SplittableRandom random = BinDesign.draws(7, i);
      int changed = 0;
      z[i][points] = 1;
      for (int j = 0; j < points; j++) {
        boolean kept = i == 0 || design.keeps(random.nextLong(), j);
        z[i][j] = kept ? 1 : 0;
        changed += kept ? 0 : 1;
        response[i] += kept ? Math.sin(j) : 0;
      }
      response[i] += noise.nextGaussian();
      weights[i] = Math.sqrt(Math.exp(-changed / Math.pow(0.75 * Math.sqrt(points), 2)));
    }
    RealMatrix matrix = new Array2DRowRealMatrix(points + 1, points + 1);
    ArrayRealVector right = new ArrayRealVector(points + 1);
    for (int i = 0; i < rows; i++) {
      for (int a = 0; a <= points; a++) {
        right.addToEntry(a, weights[i] * z[i][a] * response[i]);
        for (int b = 0; b <= points; b++) {
          matrix.addToEntry(a, b, weights[i] * z[i][a] * z[i][b]);
        }
      }
    }
    for (int j = 0; j < points; j++) {
      matrix.addToEntry(j, j, 1);
    }
    double[] direct = new LUDecomposition(matrix).getSolver().solve(right).toArray();
    BinDesign.Fit fit = design.fit(response);

    assertThat(fit.weights()).containsExactly(Arrays.copyOf(direct, points), within(1e-6));
    assertThat(fit.intercept()).isCloseTo(direct[points], within(1e-6));
  }

  @Test
  void shouldDrawFromTheNormalTruncatedToTheBin() {
    for (double p : new double[] {1e-9, 1e-4, 0.02, 0.3, 0.5, 0.77, 0.99, 1 - 1e-6}) {
      double x = TruncatedNormals.quantile(p);
      assertThat(0.5 * org.hipparchus.special.Erf.erfc(-x / Math.sqrt(2)) / p)
          .isCloseTo(1, within(1e-7));
    }
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[4000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * (1 + i % 2));
    }
    LimeBackground background = LimeBackground.fit(values, 2000, 2, 1);
    TruncatedNormals normals = new TruncatedNormals(background);
    for (int bin = 0; bin < 10; bin++) {
      double sum = 0;
      for (int i = 0; i < 2000; i++) {
        float value = normals.value(1, bin, (i + 0.5) / 2000);
        assertThat(value).isBetween(background.minimum(1, bin), background.maximum(1, bin));
        sum += value / 2000;
      }
      double width = background.maximum(1, bin) - background.minimum(1, bin);
      assertThat(sum).isCloseTo(background.mean(1, bin), within(0.1 * width));
    }
    int[] drawn = new int[10];
    for (int i = 0; i < 9000; i++) {
      drawn[normals.otherBin(0, 4, (i + 0.5) / 9000)]++;
    }
    assertThat(drawn[4]).isZero();
    assertThat(drawn[0]).isCloseTo(1000, within(10));
    assertThat(drawn[9]).isCloseTo(1000, within(10));
  }

  @Test
  void shouldKeepBinsInOneRowOfTenAndTheSpectrumInTheFirst() {
    float[] keeping = new float[200];
    Arrays.fill(keeping, 0.1f);
    BinDesign design = new BinDesign(keeping, 500, 1);
    double[] constant = new double[500];
    Arrays.fill(constant, 2.5);
    BinDesign.Fit fit = design.fit(constant);
    int kept = 0;
    int sameInNeighbouringSeeds = 0;
    for (int row = 1; row < 500; row++) {
      SplittableRandom one = BinDesign.draws(1, row);
      SplittableRandom two = BinDesign.draws(2, row);
      long before = 0;
      for (int j = 0; j < 200; j++) {
        long draw = one.nextLong();
        long other = two.nextLong();
        kept += design.keeps(draw, j) ? 1 : 0;
        sameInNeighbouringSeeds += other == draw || other == before ? 1 : 0;
        before = draw;
      }
    }
    assertThat(kept / (499.0 * 200)).isCloseTo(0.1, within(0.005));
    assertThat(sameInNeighbouringSeeds).isZero();
    assertThat(fit.intercept()).isCloseTo(2.5, within(1e-9));
    assertThat(fit.weights()).containsOnly(new double[200], within(1e-9));
  }

  @Test
  void shouldRefuseMoreRowsThanItHolds() {
    PublishedLime lime =
        new PublishedLime(
            new ResponseEngine(2, row -> 0.5),
            LimeBackground.fit(new float[40], 20, 2, 1),
            LimeResponse.VOTE_FRACTION);
    assertThatThrownBy(() -> lime.explain(new float[2], 0, 1, 200_001, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200001 samples; expected 40 to 200000");
    assertThat(lime.explain(new float[2], 0, 1, 50, 1).weights()).containsExactly(0, 0);
  }
}
