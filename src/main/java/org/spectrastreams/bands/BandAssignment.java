package org.spectrastreams.bands;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.spectrum.WavenumberBand;

/**
 * What a band usually stands for. Positions are typical ones, rounded; a band of a real sample may
 * have several contributors, so an assignment is a hint for reading a map and no finding.
 *
 * <p>There is a table for each {@link Technique}, because neither the same vibrations show in each
 * of them nor at the same places. The SERS table is for the mixtures of the sample {@code sers}
 * only: bands of gold particles that cucurbituril keeps apart, and of serotonin, dopamine and
 * epinephrine between them. Where these three have their bands was read off the sample's own
 * reference spectra; what vibrates is from the source.
 *
 * @param technique in which spectra
 * @param name short, as in a label on a plot
 * @param vibration what vibrates, and in which molecules
 * @param band where it usually lies, cm⁻¹
 * @param source where the position is from
 */
public record BandAssignment(
    Technique technique, String name, String vibration, WavenumberBand band, Source source) {

  /** How the spectra were measured. */
  public enum Technique {
    /** Infrared absorption of tissue and of a few gases. */
    INFRARED,
    /** Raman scattering of tissue. */
    RAMAN,
    /** Raman scattering enhanced by gold particles with cucurbituril between them. */
    SERS;

    /** The name in files and answers: lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The technique of an {@link #id()}. */
    public static Optional<Technique> parse(String id) {
      return Arrays.stream(values()).filter(technique -> technique.id().equals(id)).findFirst();
    }
  }

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
            + " National Bureau of Standards (1972)"),
    MOVASAGHI_2007(
        "Z. Movasaghi, S. Rehman, I. U. Rehman, Raman spectroscopy of biological tissues, Applied"
            + " Spectroscopy Reviews 42 (2007) 493–541"),
    BANSIL_1978(
        "R. Bansil, I. V. Yannas, H. E. Stanley, Raman spectroscopy: a structural probe of"
            + " glycosaminoglycans, Biochimica et Biophysica Acta 541 (1978) 535–542"),
    TAYLOR_2011(
        "R. W. Taylor et al., Precise subnanometer plasmonic junctions for SERS within gold"
            + " nanoparticle assemblies using cucurbit[n]uril \"glue\", ACS Nano 5 (2011)"
            + " 3878–3887"),
    LEE_1988(
        "N. S. Lee, Y.-Z. Hsieh, R. F. Paisley, M. D. Morris, Surface-enhanced Raman spectroscopy"
            + " of the catecholamine neurotransmitters and related compounds, Analytical Chemistry"
            + " 60 (1988) 442–446"),
    TU_2010(
        "Q. Tu, J. Eisen, C. Chang, Surface-enhanced Raman spectroscopy study of indolic molecules"
            + " adsorbed on gold colloids, Journal of Biomedical Optics 15 (2010) 020512");

    private final String citation;

    Source(String citation) {
      this.citation = citation;
    }

    public String citation() {
      return citation;
    }
  }

  private static final List<BandAssignment> INFRARED =
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

  private static final List<BandAssignment> RAMAN =
      List.of(
          raman("Phe", "ring C–C twist of phenylalanine", 622, 5),
          raman("Tyr", "ring C–C twist of tyrosine", 644, 6),
          raman("nucleic acid", "O–P–O stretch of DNA with pyrimidine ring breathing", 786, 8),
          raman("collagen C–C", "backbone C–C stretch of collagen", 816, 6),
          raman("Tyr, Pro", "ring breathing of tyrosine, C–C stretch of proline", 830, 7),
          raman("Pro", "ring C–C stretch of proline, as in collagen", 855, 9),
          raman("Hyp", "ring C–C stretch of hydroxyproline, as in collagen", 877, 7),
          raman("Pro ring", "ring C–C stretch of proline", 921, 6),
          raman("collagen C–C", "backbone C–C stretch of collagen's helix", 938, 8),
          raman("Phe ring", "symmetric ring breathing of phenylalanine", 1004, 5),
          raman("Phe C–H", "in-plane C–H bending of phenylalanine", 1032, 6),
          new BandAssignment(
              Technique.RAMAN,
              "sulphate",
              "symmetric OSO₃⁻ stretch of sulphated glycosaminoglycans",
              new WavenumberBand(1064, 9),
              Source.BANSIL_1978),
          raman("PO₂⁻ symmetric", "symmetric PO₂⁻ stretch of nucleic acids", 1095, 8),
          raman("C–N", "C–N stretch of proteins", 1126, 8),
          raman("Tyr, Phe", "in-plane C–H bending of tyrosine and phenylalanine", 1174, 7),
          raman("Hyp, Tyr", "hydroxyproline and tyrosine ring", 1206, 6),
          raman("amide III", "amide III of disordered chains", 1245, 12),
          raman("amide III", "amide III of collagen and α-helices", 1270, 11),
          raman("CH₂ twist", "CH₂ and CH₃ twisting of proteins and lipids", 1318, 9),
          raman("CH₂ wag", "CH₂ and CH₃ wagging of proteins and nucleic acids", 1341, 10),
          raman("glycosaminoglycan", "CH₃ deformation of N-acetylated glycosaminoglycans", 1379, 8),
          raman("CH₂ bending", "CH₂ and CH₃ bending of proteins and lipids", 1450, 12),
          raman("nucleic acid", "ring stretch of guanine and adenine", 1576, 7),
          raman("Phe, Tyr", "ring C=C stretch of phenylalanine and tyrosine", 1605, 7),
          raman("amide I", "C=O stretch of the protein backbone", 1665, 16));

  private static final List<BandAssignment> SERS =
      List.of(
          sers("cucurbituril", "ring deformation of the spacer", 440, 12, Source.TAYLOR_2011),
          sers("cucurbituril", "ring breathing of the spacer", 830, 12, Source.TAYLOR_2011),
          sers("serotonin", "indole ring of serotonin", 932, 10, Source.TU_2010),
          sers("serotonin", "indole ring of serotonin", 1099, 10, Source.TU_2010),
          sers("catechol C–O", "C–O stretch of catecholamines", 1284, 12, Source.LEE_1988),
          sers("serotonin", "indole ring of serotonin, its strongest", 1426, 9, Source.TU_2010),
          sers("catechol ring", "ring stretch ν19b of catecholamines", 1462, 14, Source.LEE_1988),
          sers("serotonin", "indole ring of serotonin", 1501, 10, Source.TU_2010),
          sers("catechol ring", "ring stretch of catecholamines", 1611, 10, Source.LEE_1988));

  private static BandAssignment of(
      String name, String vibration, double centre, double halfWidth, Source source) {
    return new BandAssignment(
        Technique.INFRARED, name, vibration, new WavenumberBand(centre, halfWidth), source);
  }

  private static BandAssignment raman(
      String name, String vibration, double centre, double halfWidth) {
    return new BandAssignment(
        Technique.RAMAN,
        name,
        vibration,
        new WavenumberBand(centre, halfWidth),
        Source.MOVASAGHI_2007);
  }

  private static BandAssignment sers(
      String name, String vibration, double centre, double halfWidth, Source source) {
    return new BandAssignment(
        Technique.SERS, name, vibration, new WavenumberBand(centre, halfWidth), source);
  }

  /** All known assignments of a technique, by ascending wavenumber. */
  public static List<BandAssignment> all(Technique technique) {
    return switch (technique) {
      case INFRARED -> INFRARED;
      case RAMAN -> RAMAN;
      case SERS -> SERS;
    };
  }

  /** The infrared assignments, by ascending wavenumber. */
  public static List<BandAssignment> all() {
    return all(Technique.INFRARED);
  }

  /** A technique's assignments whose band holds {@code wavenumber} (cm⁻¹), nearest centre first. */
  public static List<BandAssignment> at(Technique technique, double wavenumber) {
    return all(technique).stream()
        .filter(assignment -> assignment.band().contains(wavenumber))
        .sorted(
            Comparator.comparingDouble(
                assignment -> Math.abs(assignment.band().centre() - wavenumber)))
        .toList();
  }

  /** The infrared assignments at {@code wavenumber}, nearest centre first. */
  public static List<BandAssignment> at(double wavenumber) {
    return at(Technique.INFRARED, wavenumber);
  }
}
