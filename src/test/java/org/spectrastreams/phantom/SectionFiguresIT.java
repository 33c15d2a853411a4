package org.spectrastreams.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a spectroscopist measures on a section: heights over local baselines relative to amide I
 * (over a line from 1480 to 1710 cm⁻¹), single pixels, medians.
 */
class SectionFiguresIT {
  private static final int POINTS = 801;
  private static final int SIDE = 64;

  /**
   * A pixel.
   *
   * @param alone whether its eight neighbours are of its own site
   * @param atSlide whether one of them is slide
   */
  private record Pixel(
      TissueSite site, Optional<TissueRoute> route, boolean alone, boolean atSlide, float[] a) {
    double at(double wavenumber) {
      return a[(int) (wavenumber - 1_000)];
    }

    double above(double wavenumber, double left, double right) {
      double share = (wavenumber - left) / (right - left);
      return at(wavenumber) - (at(left) + share * (at(right) - at(left)));
    }

    double highest(double from, double to, double left, double right) {
      double highest = Double.NEGATIVE_INFINITY;
      for (double w = from; w <= to; w++) {
        highest = Math.max(highest, above(w, left, right));
      }
      return highest;
    }

    double amideOne() {
      return highest(1630, 1680, 1480, 1710);
    }

    double amideTwo() {
      return highest(1535, 1560, 1480, 1710);
    }
  }

  private static List<Pixel> dewaxed;

  @BeforeAll
  static void simulate() {
    dewaxed = pixels(Preparation.DEWAXED, 24);
  }

  private static List<Pixel> pixels(Preparation preparation, int images) {
    List<Pixel> pixels = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      TissuePhantom phantom =
          new TissuePhantom(
              new PhantomSettings(SIDE, SIDE, 300 + i, 300 + i, TissueClass.of(i % 4), 0, 0)
                  .with(preparation));
      SpectrumSynthesis synthesis = phantom.synthesis();
      for (int y = 1; y < SIDE - 1; y++) {
        for (int x = 1 + y % 2; x < SIDE - 1; x += 2) {
          TissueSite site = phantom.site(x, y);
          boolean alone = true;
          boolean atSlide = false;
          for (int n = 0; n < 9; n++) {
            TissueSite neighbour = phantom.site(x - 1 + n % 3, y - 1 + n / 3);
            alone &= neighbour == site;
            atSlide |= neighbour == TissueSite.BACKGROUND;
          }
          float[] spectrum = new float[POINTS];
          synthesis.write(x, y, spectrum, 0);
          pixels.add(new Pixel(site, phantom.route(x, y), alone, atSlide, spectrum));
        }
      }
    }
    return pixels;
  }

  private static Stream<Pixel> of(TissueSite site) {
    return dewaxed.stream().filter(pixel -> pixel.site() == site);
  }

  private static double median(Stream<Double> values) {
    double[] sorted = values.mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Test
  void shouldHavePhosphateAndSugarBandsOfRealHeight() {
    for (TissueSite site : List.of(TissueSite.EPITHELIUM, TissueSite.STROMA)) {
      assertThat(median(of(site).map(p -> p.highest(1070, 1095, 1000, 1140) / p.amideOne())))
          .as("1080 cm⁻¹ in %s", site)
          .isBetween(0.06, 0.22);
      assertThat(median(of(site).map(p -> p.highest(1225, 1250, 1190, 1280) / p.amideOne())))
          .as("1240 cm⁻¹ in %s", site)
          .isBetween(0.06, 0.14);
    }
  }

  @Test
  void shouldFillTheValleyBetweenTheAmides() {
    for (TissueSite site : List.of(TissueSite.EPITHELIUM, TissueSite.STROMA)) {
      assertThat(median(of(site).map(p -> p.above(1590, 1480, 1710) / p.amideOne())))
          .as("1590 cm⁻¹ in %s", site)
          .isBetween(0.12, 0.21);
    }
  }

  @Test
  void shouldHaveAnEsterBandOnlyInFrozenTissue() {
    List<Pixel> frozen = pixels(Preparation.FROZEN, 4);

    assertThat(median(of(TissueSite.EPITHELIUM).map(SectionFiguresIT::ester)))
        .isBetween(-0.03, 0.01);
    assertThat(
            median(
                frozen.stream()
                    .filter(pixel -> pixel.site() == TissueSite.EPITHELIUM)
                    .map(SectionFiguresIT::ester)))
        .isBetween(0.03, 0.15);
  }

  private static double ester(Pixel pixel) {
    return pixel.highest(1730, 1750, 1710, 1790) / pixel.amideOne();
  }

  @Test
  void shouldLeaveParaffinInAndBesideTissueWhereAsked() {
    List<Pixel> embedded = pixels(Preparation.PARAFFIN, 4);

    for (TissueSite site : List.of(TissueSite.EPITHELIUM, TissueSite.BACKGROUND)) {
      Predicate<Pixel> there = pixel -> pixel.site() == site && pixel.alone();
      assertThat(
              median(embedded.stream().filter(there).map(p -> p.highest(1460, 1466, 1430, 1490))))
          .as("wax in %s", site)
          .isGreaterThan(0.1);
      assertThat(median(dewaxed.stream().filter(there).map(p -> p.highest(1460, 1466, 1430, 1490))))
          .as("none in %s", site)
          .isLessThan(0.05);
    }
  }

  /** Real sections: 7 to 30. White noise at every point: hundreds. */
  @Test
  void shouldHaveFewComponentsOfVariance() {
    double[][] rows =
        of(TissueSite.EPITHELIUM)
            .map(pixel -> normalised(pixel.a()))
            .limit(6_000)
            .toArray(double[][]::new);
    double[][] some = new double[500][];
    for (int i = 0; i < some.length; i++) {
      some[i] = rows[i * rows.length / some.length];
    }
    assertThat(components(some, 0.99)).isBetween(7, 30);
  }

  private static double[] normalised(float[] spectrum) {
    double squares = 0;
    for (float value : spectrum) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    double[] row = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      row[i] = spectrum[i] / length;
    }
    return row;
  }

  private static int components(double[][] rows, double share) {
    double[] mean = new double[POINTS];
    for (double[] row : rows) {
      for (int i = 0; i < POINTS; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < POINTS; i++) {
        row[i] -= mean[i];
      }
    }
    RealMatrix centred = new Array2DRowRealMatrix(rows, false);
    double[] variances =
        new EigenDecompositionSymmetric(centred.multiply(centred.transpose())).getEigenvalues();
    Arrays.sort(variances);
    double all = Arrays.stream(variances).sum();
    double sum = 0;
    int count = 0;
    while (sum < share * all) {
      sum += variances[variances.length - 1 - count++];
    }
    return count;
  }

  /**
   * Cohen's d of single pixels, of a band over its local baseline relative to amide II. That of one
   * band moves by 0.2 with the patients that the sections are of.
   */
  @Test
  void shouldSetClassesApartByAboutOneStandardDeviation() {
    List<PlantedBand> bands = TissuePhantom.plantedBands();
    double sum = 0;
    for (PlantedBand band : bands) {
      double[] raised = ratios(band, pixel -> band.raisedIn().contains(pixel.route().get()));
      double[] common = ratios(band, pixel -> !band.marks(pixel.route().get()));
      double d =
          (mean(raised) - mean(common)) / Math.sqrt((variance(raised) + variance(common)) / 2);
      assertThat(d).as("Cohen's d at %s cm⁻¹", band.centre()).isBetween(0.6, 1.5);
      sum += d;
    }
    assertThat(sum / bands.size()).as("mean over the bands").isBetween(0.9, 1.2);
  }

  private static double[] ratios(PlantedBand band, Predicate<Pixel> wanted) {
    double left = band.centre() - band.halfWidth();
    double right = band.centre() + band.halfWidth();
    return of(TissueSite.EPITHELIUM)
        .filter(wanted)
        .mapToDouble(pixel -> pixel.above(band.centre(), left, right) / pixel.amideTwo())
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  /** Where nothing absorbs, what is left after a straight line is noise. */
  @Test
  void shouldShapeNoiseByTheLineOfTheInstrument() {
    double[] products = new double[13];
    of(TissueSite.BACKGROUND)
        .filter(Pixel::alone)
        .forEach(
            pixel -> {
              for (int lag = 0; lag < products.length; lag++) {
                // Twice differenced over 24 cm⁻¹, in which no water line and no band lies.
                for (int i = 260; i < 330; i++) {
                  products[lag] += rough(pixel.a(), i) * rough(pixel.a(), i + lag);
                }
              }
            });
    assertThat(products[1] / products[0]).as("neighbouring points").isGreaterThan(0.9);
    assertThat(products[2] / products[0]).as("2 cm⁻¹ apart").isGreaterThan(0.7);
    assertThat(Math.abs(products[10] / products[0])).as("10 cm⁻¹ apart").isLessThan(0.2);
  }

  private static double rough(float[] a, int i) {
    return a[i] - (a[i - 40] + a[i + 40]) / 2;
  }

  @Test
  void shouldScatterMoreAtTheBordersOfTissue() {
    double within = median(of(TissueSite.STROMA).filter(Pixel::alone).map(p -> p.at(1800)));
    double border = median(of(TissueSite.STROMA).filter(Pixel::atSlide).map(p -> p.at(1800)));
    assertThat(border).isGreaterThan(1.5 * within);
  }

  /** The slide next to tissue is not blank, and neither is it tissue. */
  @Test
  void shouldMixWhatLiesOnEitherSideOfABorder() {
    double tissue = median(of(TissueSite.STROMA).filter(Pixel::alone).map(Pixel::amideOne));
    double slide = median(of(TissueSite.BACKGROUND).filter(Pixel::alone).map(Pixel::amideOne));
    double border = median(of(TissueSite.BACKGROUND).filter(p -> !p.alone()).map(Pixel::amideOne));
    assertThat(slide).isLessThan(0.02 * tissue);
    assertThat(border).isBetween(0.05 * tissue, 0.5 * tissue);
  }
}
