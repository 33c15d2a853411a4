package org.spectrastreams.phantom;

import static org.spectrastreams.phantom.ComponentSpectrum.band;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What sections are made of: the components' spectra, and how much of each lies where.
 *
 * <p>Positions have the sources of {@link ComponentSpectrum}. Heights and widths are set so that
 * tissue has the proportions that transmission spectra of it have: relative to amide I over its
 * local baseline, 0.06–0.22 at 1080 and 0.06–0.14 at 1240 cm⁻¹, 0.12–0.21 left in the valley at
 * 1590, where the wing of a wide amide II meets side chains (COO⁻ of aspartate and glutamate
 * 1560–1590, arginine 1608). How sections of colon look: Nallala et al. 2016, Analyst 141, 630–639;
 * how such spectra are taken and prepared: Baker et al. 2014, "Using Fourier transform IR
 * spectroscopy to analyze biological materials", Nature Protocols 9, 1771–1791.
 */
final class TissueChemistry {
  /** Of cells: amide I (α-helix 1654, β-sheet 1635, turns 1678), II 1546, III 1244. */
  private static final ComponentSpectrum PROTEIN =
      ComponentSpectrum.of(
          band(1654, 40, 0.72),
          band(1635, 34, 0.26),
          band(1678, 30, 0.20),
          band(1546, 42, 0.54),
          band(1515, 11, 0.04),
          band(1453, 26, 0.080),
          band(1396, 30, 0.050),
          band(1310, 44, 0.045),
          band(1244, 42, 0.060),
          band(1168, 26, 0.020));

  /** COO⁻ of aspartate and glutamate 1581, arginine 1608. */
  private static final ComponentSpectrum SIDE_CHAINS =
      ComponentSpectrum.of(band(1581, 34, 1.00), band(1608, 28, 0.75), band(1398, 32, 0.60));

  /** Denatured protein, as in dead cells: intermolecular β-sheet 1625 and 1692. */
  private static final ComponentSpectrum AGGREGATE =
      ComponentSpectrum.of(
          band(1626, 32, 1.00),
          band(1692, 18, 0.16),
          band(1536, 46, 0.50),
          band(1452, 26, 0.08),
          band(1395, 30, 0.08),
          band(1236, 44, 0.09));

  private static final ComponentSpectrum NUCLEIC_ACID =
      ComponentSpectrum.of(
          band(1236, 40, 1.00),
          band(1086, 36, 0.95),
          band(1712, 26, 0.25),
          band(1120, 26, 0.35),
          band(1052, 30, 0.45));

  private static final ComponentSpectrum COLLAGEN =
      ComponentSpectrum.of(
          band(1658, 48, 1.00),
          band(1552, 44, 0.52),
          band(1634, 30, 0.12),
          band(1452, 24, 0.105),
          band(1402, 26, 0.085),
          band(1338, 20, 0.095),
          band(1283, 22, 0.125),
          band(1240, 32, 0.165),
          band(1204, 20, 0.115),
          band(1082, 28, 0.105),
          band(1032, 26, 0.115));

  /** Ester C=O 1740, CH₂ scissoring 1467, CO–O–C 1170, phospholipid PO₂⁻ 1232 and 1086. */
  private static final ComponentSpectrum LIPID =
      ComponentSpectrum.of(
          band(1740, 22, 1.00),
          band(1467, 16, 0.42),
          band(1378, 14, 0.15),
          band(1232, 34, 0.40),
          band(1170, 36, 0.50),
          band(1086, 30, 0.45));

  /** C–O and C–C stretching with C–OH deformation: 1025, 1050, 1080, 1152. */
  private static final ComponentSpectrum GLYCOGEN =
      ComponentSpectrum.of(
          band(1025, 36, 1.00), band(1050, 24, 0.30), band(1080, 28, 0.55), band(1152, 22, 0.50));

  /** O-glycan C–O 1040, 1076, 1120; N-acetyl 1374, with some protein backbone. */
  private static final ComponentSpectrum MUCIN =
      ComponentSpectrum.of(
          band(1040, 36, 1.00),
          band(1076, 30, 0.85),
          band(1120, 28, 0.45),
          band(1155, 22, 0.25),
          band(1374, 18, 0.20),
          band(1650, 46, 0.60),
          band(1545, 40, 0.28));

  /** Crystalline wax: CH₂ scissoring, split, and CH₃ deformation. */
  private static final ComponentSpectrum WAX =
      ComponentSpectrum.of(band(1473, 10, 0.75), band(1463, 10, 1.00), band(1378, 10, 0.35));

  /** All components, in the order in which compositions list them. */
  static final List<ComponentSpectrum> COMPONENTS =
      List.of(PROTEIN, SIDE_CHAINS, AGGREGATE, NUCLEIC_ACID, GLYCOGEN, MUCIN, COLLAGEN, LIPID, WAX);

  /** How much each component varies from pixel to pixel, relative to itself. */
  static final float[] PIXEL_VARIATION = {
    0.04f, 0.15f, 0.15f, 0.08f, 0.15f, 0.15f, 0.06f, 0.10f, 0.05f
  };

  /** Smooth variation over a section, and between patients. */
  static final float SMOOTH_VARIATION = 0.08f;

  static final float PATIENT_VARIATION = 0.07f;

  private static final int LIPIDS = 7;
  private static final int PARAFFIN = 8;

  /** Wax of a whole section thickness, everywhere in the block, as much as goes beside tissue. */
  private static final float WAX_LEFT = 0.18f;

  /**
   * What a site is made of.
   *
   * @param filling absorbing matter in the beam, relative to a full section; wax does not count
   * @param concentrations in the order of {@link #COMPONENTS}
   */
  record Composition(float filling, float... concentrations) {}

  private TissueChemistry() {}

  static Map<TissueSite, Composition> compositions(Preparation preparation) {
    Map<TissueSite, Composition> compositions = new EnumMap<>(TissueSite.class);
    for (TissueSite site : TissueSite.values()) {
      Composition composition = fresh(site);
      if (preparation != Preparation.FROZEN) {
        composition.concentrations()[LIPIDS] = 0;
      }
      if (preparation == Preparation.PARAFFIN) {
        composition.concentrations()[PARAFFIN] = WAX_LEFT / composition.filling();
      }
      compositions.put(site, composition);
    }
    return compositions;
  }

  // protein, side chains, aggregate, nucleic acid, glycogen, mucin, collagen, lipid, wax
  private static Composition fresh(TissueSite site) {
    return switch (site) {
      case EPITHELIUM ->
          new Composition(1.00f, 0.54f, 0.042f, 0, 0.029f, 0.026f, 0.016f, 0.03f, 0.055f, 0);
      case STROMA ->
          new Composition(0.92f, 0.08f, 0.034f, 0, 0.010f, 0.006f, 0.010f, 0.50f, 0.035f, 0);
      case NECROSIS ->
          new Composition(0.80f, 0.36f, 0.036f, 0.14f, 0.020f, 0.008f, 0.010f, 0.06f, 0.090f, 0);
      case LUMEN ->
          new Composition(0.14f, 0.20f, 0.012f, 0, 0.006f, 0.020f, 0.40f, 0.02f, 0.030f, 0);
      case BACKGROUND ->
          new Composition(0.004f, 0.30f, 0.02f, 0, 0.02f, 0.02f, 0.02f, 0.02f, 0.05f, 0);
    };
  }
}
