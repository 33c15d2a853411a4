package org.spectrastreams.explain;

import java.util.Comparator;
import java.util.List;
import org.spectrastreams.spectrum.WavenumberBand;

/**
 * What an infrared absorption of tissue usually stands for. Positions are typical ones, rounded; a
 * band of a real sample may have several contributors, so an assignment is a hint for reading a map
 * and no finding. Not for Raman spectra.
 *
 * @param name short, as in a label on a plot
 * @param vibration what vibrates, and in which molecules
 * @param band where it usually lies, cm⁻¹
 * @param source where the position is from
 */
public record BandAssignment(String name, String vibration, WavenumberBand band, Source source) {

  /** Publications of band positions. */
  public enum Source {
    BARTH_2007(
        "A. Barth, Infrared spectroscopy of proteins, Biochimica et Biophysica Acta 1767 (2007)"
            + " 1073–1101"),
    MOVASAGHI_2008(
        "Z. Movasaghi, S. Rehman, I. ur Rehman, Fourier transform infrared (FTIR) spectroscopy of"
            + " biological tissues, Applied Spectroscopy Reviews 43 (2008) 134–179"),
    BELBACHIR_2009(
        "K. Belbachir, R. Noreen, G. Gouspillou, C. Petibois, Collagen types analysis and"
            + " differentiation by FTIR spectroscopy, Analytical and Bioanalytical Chemistry 395"
            + " (2009) 829–837"),
    SHIMANOUCHI_1972(
        "T. Shimanouchi, Tables of molecular vibrational frequencies, consolidated volume I,"
            + " National Bureau of Standards (1972)");

    private final String citation;

    Source(String citation) {
      this.citation = citation;
    }

    public String citation() {
      return citation;
    }
  }

  private static final List<BandAssignment> TABLE =
      List.of(
          of("glycogen C–O", "C–O stretch of glycogen", 1025, 15, Source.MOVASAGHI_2008),
          of("C–O", "C–O stretch of carbohydrates and ribose", 1055, 12, Source.MOVASAGHI_2008),
          of(
              "PO₂⁻ symmetric",
              "symmetric PO₂⁻ stretch, nucleic acids",
              1085,
              13,
              Source.MOVASAGHI_2008),
          of(
              "C–O, ribose",
              "C–O stretch of RNA ribose and of glycans",
              1120,
              10,
              Source.MOVASAGHI_2008),
          of("carbohydrate C–O", "C–O stretch of carbohydrates", 1153, 10, Source.MOVASAGHI_2008),
          of("CO–O–C", "asymmetric CO–O–C stretch of lipid esters", 1172, 8, Source.MOVASAGHI_2008),
          of("collagen", "amide III of collagen", 1204, 8, Source.BELBACHIR_2009),
          of(
              "PO₂⁻ asymmetric",
              "asymmetric PO₂⁻ stretch, nucleic acids",
              1237,
              15,
              Source.MOVASAGHI_2008),
          of("collagen", "amide III of collagen", 1283, 8, Source.BELBACHIR_2009),
          of("collagen CH₂", "CH₂ wagging of collagen side chains", 1338, 8, Source.BELBACHIR_2009),
          of(
              "COO⁻",
              "symmetric COO⁻ stretch of amino and fatty acids",
              1400,
              12,
              Source.MOVASAGHI_2008),
          of("CH₃ bending", "asymmetric CH₃ bending of proteins", 1455, 8, Source.MOVASAGHI_2008),
          of("CH₂ scissoring", "CH₂ scissoring of lipids", 1468, 6, Source.MOVASAGHI_2008),
          of("tyrosine", "ring C–C stretch of tyrosine", 1516, 5, Source.BARTH_2007),
          of("amide II", "N–H bending with C–N stretch of proteins", 1548, 20, Source.BARTH_2007),
          of("amide I, β-sheet", "C=O stretch of protein β-sheets", 1632, 12, Source.BARTH_2007),
          of("amide I, α-helix", "C=O stretch of protein α-helices", 1654, 10, Source.BARTH_2007),
          of("amide I, turns", "C=O stretch of protein turns", 1675, 10, Source.BARTH_2007),
          of("ester C=O", "C=O stretch of lipid esters", 1740, 12, Source.MOVASAGHI_2008),
          of("CO₂", "asymmetric stretch of carbon dioxide", 2349, 20, Source.SHIMANOUCHI_1972),
          of("CH₂ symmetric", "symmetric CH₂ stretch of lipids", 2850, 8, Source.MOVASAGHI_2008),
          of("CH₃ symmetric", "symmetric CH₃ stretch", 2874, 8, Source.MOVASAGHI_2008),
          of("CH₂ asymmetric", "asymmetric CH₂ stretch of lipids", 2922, 10, Source.MOVASAGHI_2008),
          of("CH₃ asymmetric", "asymmetric CH₃ stretch", 2959, 8, Source.MOVASAGHI_2008),
          of("amide A", "N–H stretch of proteins", 3300, 30, Source.BARTH_2007));

  private static BandAssignment of(
      String name, String vibration, double centre, double halfWidth, Source source) {
    return new BandAssignment(name, vibration, new WavenumberBand(centre, halfWidth), source);
  }

  /** All known assignments, by ascending wavenumber. */
  public static List<BandAssignment> all() {
    return TABLE;
  }

  /** The assignments whose band holds {@code wavenumber} (cm⁻¹), nearest centre first. */
  public static List<BandAssignment> at(double wavenumber) {
    return TABLE.stream()
        .filter(assignment -> assignment.band().contains(wavenumber))
        .sorted(
            Comparator.comparingDouble(
                assignment -> Math.abs(assignment.band().centre() - wavenumber)))
        .toList();
  }
}
