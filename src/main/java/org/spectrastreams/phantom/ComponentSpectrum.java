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
