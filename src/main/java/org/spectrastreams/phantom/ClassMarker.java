package org.spectrastreams.phantom;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.WavenumberBand;

/**
 * How the classes differ: a marker is one chemical change that shows in one band. Its amount in a
 * pixel is {@code level(route) + N(0, 1)}, so that one band alone sets two classes apart by about
 * one standard deviation (Cohen's d), as single pixels of tissue do; only several bands together
 * tell. The profile is a squared cosine that is exactly zero beyond the band's half-width (which is
 * its full width at half maximum). What scattering draws from it outside stays far below what
 * pixels vary there.
 *
 * <p>Assignments after Movasaghi, Rehman and ur Rehman 2008 and Barth 2007 (see {@link
 * ComponentSpectrum}). The directions follow what is often reported for colon (less glycogen and
 * more nucleic acid in neoplasia, more mucin in hyperplastic glands, more β-sheet in cancer); the
 * glycopeptide bands lie where Kröger-Lui et al. 2015, "Rapid identification of goblet cells in
 * unstained colon thin sections by means of quantum cascade laser-based infrared
 * microspectroscopy", Analyst 140, 2086–2092, found mucin-filled cells to stand out (1031–1087 and
 * 1163–1316 cm⁻¹). The sizes are the phantom's own choice and no claim about patients.
 */
record ClassMarker(List<Double> levels, double levelInNecrosis, Bell bell) {
  /** All markers; their order decides which random numbers each gets. */
  static final List<ClassMarker> ALL =
      List.of(
          new ClassMarker(
              levels(1.2, 0, 0, 0, 0), 0, bell(1025, 13, 0.010, "glycogen C–O stretch")),
          new ClassMarker(
              levels(1.2, 0, 0, 0, 0), 0, bell(1152, 12, 0.007, "carbohydrate C–O stretch")),
          new ClassMarker(
              levels(0, 1.2, 0, 0, 0), 0, bell(1120, 12, 0.008, "mucin glycan C–O stretch")),
          new ClassMarker(
              levels(0, 1.2, 0, 0, 0), 0, bell(1374, 12, 0.007, "mucin N-acetyl CH₃ deformation")),
          new ClassMarker(
              levels(0, 0, 1.2, 1.2, 1.2), 0, bell(1085, 15, 0.010, "PO₂⁻ symmetric stretch")),
          new ClassMarker(
              levels(0, 0, 1.2, 1.2, 1.2), 0, bell(1237, 16, 0.010, "PO₂⁻ asymmetric stretch")),
          new ClassMarker(
              levels(0, 0, 1.0, -1.0, 0), 0, bell(1402, 12, 0.008, "COO⁻ symmetric stretch")),
          new ClassMarker(levels(0, 0, 0, 1.2, 0), 0.7, bell(1630, 14, 0.026, "amide I, β-sheet")),
          new ClassMarker(
              levels(0, 0, 0, 1.2, 0), 0.7, bell(1692, 10, 0.012, "amide I, antiparallel β-sheet")),
          new ClassMarker(
              levels(0, 0, 0, 0, 1.1), 0, bell(1054, 12, 0.008, "glycopeptide C–O stretch")),
          new ClassMarker(
              levels(0, 0, 0, 0, 1.05), 0, bell(1304, 12, 0.009, "glycopeptide amide III")),
          new ClassMarker(levels(0, 0, 0, 0, 1.1), 0, bell(1554, 12, 0.014, "N-acetyl amide II")));

  /** One band of a marker; height is the absorbance of one unit at unit thickness. */
  record Bell(WavenumberBand band, double height, String assignment) {}

  private static List<Double> levels(
      double normal,
      double hyperplastic,
      double adenomatous,
      double conventional,
      double mucinous) {
    return List.of(normal, hyperplastic, adenomatous, conventional, mucinous);
  }

  private static Bell bell(double centre, double halfWidth, double height, String assignment) {
    return new Bell(new WavenumberBand(centre, halfWidth), height, assignment);
  }

  /** The route's mean amount, in standard deviations within a route; the common level is 0. */
  float level(TissueRoute route) {
    return levels.get(route.index()).floatValue();
  }

  /** Absorbance for one unit of the marker, {@code axis.size()} values. */
  float[] on(SpectralAxis axis) {
    float[] profile = new float[axis.size()];
    for (int i = 0; i < profile.length; i++) {
      double d = Math.abs(axis.at(i) - bell.band().centre()) / bell.band().halfWidth();
      if (d < 1) {
        double cosine = StrictMath.cos(d * Math.PI / 2);
        profile[i] = (float) (bell.height() * cosine * cosine);
      }
    }
    return profile;
  }

  static List<PlantedBand> plantedBands() {
    List<PlantedBand> planted = new ArrayList<>();
    for (ClassMarker marker : ALL) {
      Set<TissueRoute> raised = EnumSet.noneOf(TissueRoute.class);
      Set<TissueRoute> lowered = EnumSet.noneOf(TissueRoute.class);
      for (TissueRoute route : TissueRoute.values()) {
        if (marker.level(route) > 0) {
          raised.add(route);
        } else if (marker.level(route) < 0) {
          lowered.add(route);
        }
      }
      planted.add(new PlantedBand(marker.bell.band(), raised, lowered, marker.bell.assignment()));
    }
    planted.sort((a, b) -> Double.compare(a.centre(), b.centre()));
    return List.copyOf(planted);
  }
}
