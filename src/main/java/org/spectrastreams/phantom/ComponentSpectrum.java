package org.spectrastreams.phantom;

import java.util.List;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What tissue absorbs: one spectrum for each biochemical component, at unit concentration scaled so
 * that its strongest band has a height of about 1. Bands are pseudo-Voigt profiles (30 %
 * Lorentzian) with positions from the sources below; the heights and full widths at half maximum
 * are rounded, typical values for fixed tissue at 4–8 cm⁻¹ resolution.
 *
 * <ul>
 *   <li>protein amides and side chains: Barth 2007, "Infrared spectroscopy of proteins", Biochimica
 *       et Biophysica Acta 1767, 1073–1101;
 *   <li>lipid, nucleic acid, glycogen, mucin: Movasaghi, Rehman and ur Rehman 2008, "Fourier
 *       transform infrared (FTIR) spectroscopy of biological tissues", Applied Spectroscopy Reviews
 *       43, 134–179; nucleic acids also Banyay, Sarkar and Gräslund 2003, "A library of IR bands of
 *       nucleic acids in solution", Biophysical Chemistry 104, 477–488;
 *   <li>collagen: Belbachir, Noreen, Gouspillou and Petibois 2009, "Collagen types analysis and
 *       differentiation by FTIR spectroscopy", Analytical and Bioanalytical Chemistry 395, 829–837;
 *   <li>which of them matter in colon: Nallala, Lloyd, Shepherd and Stone 2016, "High-resolution
 *       FTIR imaging of colon tissues for elucidation of individual cellular and histopathological
 *       features", Analyst 141, 630–639.
 * </ul>
 */
record ComponentSpectrum(List<Band> bands) {
  /** Amide I (α-helix 1654, β-sheet 1635, turns 1676), II 1545, III; CH₃, COO⁻. */
  static final ComponentSpectrum PROTEIN =
      of(
          band(1654, 36, 0.72),
          band(1635, 30, 0.30),
          band(1676, 28, 0.28),
          band(1545, 38, 0.55),
          band(1515, 10, 0.06),
          band(1453, 24, 0.16),
          band(1396, 30, 0.18),
          band(1305, 40, 0.07),
          band(1244, 36, 0.11),
          band(1168, 24, 0.04));

  /** Ester C=O 1740, CH₂ scissoring 1467, CO–O–C 1170, phospholipid PO₂⁻ 1232 and 1086. */
  static final ComponentSpectrum LIPID =
      of(
          band(1740, 22, 1.00),
          band(1467, 16, 0.42),
          band(1378, 14, 0.15),
          band(1232, 34, 0.40),
          band(1170, 36, 0.50),
          band(1086, 30, 0.45));

  /** PO₂⁻ asymmetric 1236 and symmetric 1086, base C=O 1712, ribose 1120, C–O 1052. */
  static final ComponentSpectrum NUCLEIC_ACID =
      of(
          band(1236, 38, 1.00),
          band(1086, 34, 0.95),
          band(1712, 24, 0.30),
          band(1120, 24, 0.35),
          band(1052, 28, 0.45));

  /** C–O and C–C stretching with C–OH deformation: 1025, 1050, 1080, 1152. */
  static final ComponentSpectrum GLYCOGEN =
      of(band(1025, 36, 1.00), band(1050, 24, 0.30), band(1080, 28, 0.55), band(1152, 22, 0.50));

  /** O-glycan C–O 1040, 1076, 1120; N-acetyl 1374, with some protein backbone. */
  static final ComponentSpectrum MUCIN =
      of(
          band(1040, 36, 1.00),
          band(1076, 30, 0.85),
          band(1120, 28, 0.45),
          band(1155, 22, 0.25),
          band(1374, 18, 0.20),
          band(1650, 46, 0.60),
          band(1545, 40, 0.28));

  /** Amide I 1660, II 1552, III triplet 1204, 1283, 1338; 1238, 1082, 1032. */
  static final ComponentSpectrum COLLAGEN =
      of(
          band(1660, 42, 1.00),
          band(1552, 38, 0.55),
          band(1452, 22, 0.20),
          band(1402, 24, 0.14),
          band(1338, 18, 0.12),
          band(1283, 20, 0.15),
          band(1238, 28, 0.25),
          band(1204, 18, 0.15),
          band(1082, 26, 0.14),
          band(1032, 24, 0.12));

  /** All components, in the order in which compositions list them. */
  static final List<ComponentSpectrum> ALL =
      List.of(PROTEIN, LIPID, NUCLEIC_ACID, GLYCOGEN, MUCIN, COLLAGEN);

  private static final double LORENTZIAN = 0.3;

  /** A band: centre and full width at half maximum in cm⁻¹. */
  record Band(double centre, double fullWidth, double height) {}

  static ComponentSpectrum of(Band... bands) {
    return new ComponentSpectrum(List.of(bands));
  }

  static Band band(double centre, double fullWidth, double height) {
    return new Band(centre, fullWidth, height);
  }

  /** Absorbance at unit concentration and unit thickness, {@code axis.size()} values. */
  float[] on(SpectralAxis axis) {
    float[] spectrum = new float[axis.size()];
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = (float) at(axis.at(i));
    }
    return spectrum;
  }

  /** Absorbance at unit concentration and unit thickness, at one wavenumber in cm⁻¹. */
  double at(double wavenumber) {
    double sum = 0;
    for (Band band : bands) {
      double d = (wavenumber - band.centre()) / (band.fullWidth() / 2);
      double gauss = StrictMath.exp(-StrictMath.log(2) * d * d);
      sum += band.height() * ((1 - LORENTZIAN) * gauss + LORENTZIAN / (1 + d * d));
    }
    return sum;
  }
}
