package org.spectrastreams.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.WavenumberBand;

/** Whether the routes to the classes differ where the phantom says, and nowhere else. */
class PlantedBandsIT {
  private static final int POINTS = 801;
  private static final int IMAGES = 260;
  private static final int SIDE = 72;
  private static final int FEWEST_PIXELS = 25;

  /** Standard errors of the paired difference by pair of routes, then by point. */
  private static final Map<String, double[]> Z = new TreeMap<>();

  private static final boolean[] PLANTED =
      WavenumberBand.mask(
          TissuePhantom.plantedBands().stream().map(PlantedBand::band).toList(),
          TissuePhantom.axis());

  @BeforeAll
  static void compareRoutesWithinImages() {
    List<double[][]> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      images.add(
          routeMeans(
              new TissuePhantom(
                  new PhantomSettings(SIDE, SIDE, i, i, TissueClass.CANCEROUS, 0, 0))));
    }
    for (TissueRoute one : TissueRoute.values()) {
      for (TissueRoute other : TissueRoute.values()) {
        if (one.index() < other.index()) {
          Z.put(one + " " + other, standardErrors(images, one.index(), other.index()));
        }
      }
    }
  }

  /**
   * Mean spectrum of each route on every second pixel that sees nothing else; null where the route
   * is rare.
   */
  private static double[][] routeMeans(TissuePhantom phantom) {
    double[][] sums = new double[TissueRoute.values().length][POINTS];
    int[] counts = new int[sums.length];
    float[] spectrum = new float[POINTS];
    SpectrumSynthesis synthesis = phantom.synthesis();
    for (int y = 0; y < SIDE; y++) {
      for (int x = y % 2; x < SIDE; x += 2) {
        Optional<TissueRoute> route = phantom.route(x, y);
        if (route.isPresent() && isAllAround(phantom, x, y, route.get())) {
          synthesis.write(x, y, spectrum, 0);
          int index = route.get().index();
          counts[index]++;
          for (int i = 0; i < POINTS; i++) {
            sums[index][i] += spectrum[i];
          }
        }
      }
    }
    for (int c = 0; c < sums.length; c++) {
      for (int i = 0; i < POINTS; i++) {
        sums[c][i] /= counts[c];
      }
      if (counts[c] < FEWEST_PIXELS) {
        sums[c] = null;
      }
    }
    return sums;
  }

  /** Whether the eight neighbours, whose light a pixel gets, are of its route as well. */
  private static boolean isAllAround(TissuePhantom phantom, int x, int y, TissueRoute route) {
    for (int v = Math.max(0, y - 1); v <= Math.min(SIDE - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(SIDE - 1, x + 1); u++) {
        if (!phantom.route(u, v).equals(Optional.of(route))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Paired by image, so that thickness and the patient's chemistry cancel. */
  private static double[] standardErrors(List<double[][]> images, int one, int other) {
    List<double[][]> both =
        images.stream().filter(m -> m[one] != null && m[other] != null).toList();
    assertThat(both.size()).as("images with both routes").isGreaterThan(40);
    double[] z = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double sum = 0;
      double squares = 0;
      for (double[][] means : both) {
        double difference = means[other][i] - means[one][i];
        sum += difference;
        squares += difference * difference;
      }
      int n = both.size();
      double mean = sum / n;
      z[i] = mean / Math.sqrt((squares / n - mean * mean) / (n - 1));
    }
    return z;
  }

  @Test
  void shouldNotSeparateRoutesOutsideThePlantedBands() {
    Z.forEach(
        (pair, z) -> {
          for (int i = 0; i < POINTS; i++) {
            if (!PLANTED[i]) {
              assertThat(Math.abs(z[i]))
                  .as("standard errors between %s at %d cm⁻¹", pair, 1000 + i)
                  .isLessThan(4);
            }
          }
        });
  }

  @Test
  void shouldSeparateRoutesInsideThePlantedBandsInTheStatedDirection() {
    for (PlantedBand band : TissuePhantom.plantedBands()) {
      int centre = TissuePhantom.axis().indexNearest(band.centre());
      for (TissueRoute one : TissueRoute.values()) {
        for (TissueRoute other : TissueRoute.values()) {
          int direction = direction(band, other) - direction(band, one);
          if (one.index() < other.index() && direction != 0) {
            double z = Z.get(one + " " + other)[centre];
            assertThat(z * Integer.signum(direction))
                .as("standard errors between %s and %s in %s", one, other, band)
                .isGreaterThan(4.5);
          }
        }
      }
    }
  }

  private static int direction(PlantedBand band, TissueRoute route) {
    return band.raisedIn().contains(route) ? 1 : band.loweredIn().contains(route) ? -1 : 0;
  }

  @Test
  void shouldMarkEveryRouteAndLeaveMostOfTheAxisUnplanted() {
    for (TissueRoute route : TissueRoute.values()) {
      assertThat(TissuePhantom.plantedBands()).anyMatch(band -> band.marks(route));
    }
    int planted = 0;
    for (boolean inside : PLANTED) {
      planted += inside ? 1 : 0;
    }
    assertThat(planted / (double) POINTS).isBetween(0.1, 0.4);
  }

  /** Either route to cancer has bands of its own, so that either is found without the other. */
  @Test
  void shouldPlantTwoRoutesToCancerInDifferentBands() {
    List<PlantedBand> conventional = apartFromAdenoma(TissueRoute.CONVENTIONAL);
    List<PlantedBand> mucinous = apartFromAdenoma(TissueRoute.MUCINOUS);

    assertThat(conventional)
        .extracting(PlantedBand::centre)
        .containsExactly(1402.0, 1630.0, 1692.0);
    assertThat(mucinous).extracting(PlantedBand::centre).containsExactly(1054.0, 1304.0, 1554.0);
    assertThat(TissueRoute.to(TissueClass.CANCEROUS))
        .containsExactly(TissueRoute.CONVENTIONAL, TissueRoute.MUCINOUS);
    assertThat(conventional).allMatch(band -> band.marks(TissueClass.CANCEROUS));
    assertThat(mucinous).allMatch(band -> band.marks(TissueClass.CANCEROUS));
  }

  /** Bands that mark a route, but adenoma not in the same direction. */
  private static List<PlantedBand> apartFromAdenoma(TissueRoute route) {
    return TissuePhantom.plantedBands().stream()
        .filter(
            band ->
                band.marks(route)
                    && direction(band, route) != direction(band, TissueRoute.ADENOMATOUS))
        .toList();
  }

  @Test
  void shouldListBandsInOrderWithoutOverlap() {
    List<PlantedBand> bands = TissuePhantom.plantedBands();
    for (int b = 1; b < bands.size(); b++) {
      assertThat(bands.get(b).centre() - bands.get(b).halfWidth())
          .isGreaterThan(bands.get(b - 1).centre() + bands.get(b - 1).halfWidth());
    }
  }
}
