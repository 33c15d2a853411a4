package org.spectrastreams.train.data;

import java.util.Arrays;
import java.util.List;

/**
 * The functional groups of Rieger 2023, in the order of the paper, with the group frequencies that
 * simulated spectra are made of. The bands are the usual textbook ranges, rounded; no measured
 * spectrum went into them.
 */
public enum FunctionalGroup {
  /** Saturated carbon. */
  ALKANE(
      "alkane",
      0.75,
      band(2930, 25, 40, 0.6, 1),
      band(2860, 15, 30, 0.3, 0.6),
      band(1460, 10, 20, 0.2, 0.4)),
  /** CH₃; always an alkane, too. */
  METHYL("methyl", 0.5, band(2965, 8, 20, 0.4, 0.8), band(1375, 8, 12, 0.15, 0.35)),
  /** C=C. */
  ALKENE(
      "alkene",
      0.15,
      band(3080, 20, 20, 0.1, 0.3),
      band(1645, 20, 15, 0.15, 0.5),
      band(990, 10, 15, 0.2, 0.5),
      band(910, 10, 12, 0.3, 0.6)),
  /** C≡C. */
  ALKYNE(
      "alkyne",
      0.05,
      band(3320, 15, 15, 0.4, 0.9),
      band(2120, 20, 12, 0.05, 0.3),
      band(640, 20, 30, 0.3, 0.6)),
  /** C–OH. */
  ALCOHOL(
      "alcohols",
      0.2,
      band(3650, 20, 20, 0.15, 0.5),
      band(1060, 50, 35, 0.5, 1),
      band(1350, 40, 40, 0.1, 0.3)),
  /** NH and NH₂. */
  AMINE(
      "amines",
      0.15,
      band(3400, 30, 30, 0.05, 0.25),
      band(1620, 15, 30, 0.2, 0.5),
      band(800, 50, 60, 0.3, 0.7)),
  /** C≡N. */
  NITRILE("nitriles", 0.06, band(2245, 15, 10, 0.15, 0.5)),
  /** Aromatic rings. */
  AROMATIC(
      "aromatics",
      0.35,
      band(3070, 15, 20, 0.15, 0.4),
      band(1600, 12, 12, 0.2, 0.6),
      band(1495, 12, 12, 0.3, 0.7),
      band(750, 50, 15, 0.5, 1)),
  /** Carbon with a halogen. */
  ALKYL_HALIDE("alkyl halides", 0.2, band(700, 80, 25, 0.4, 1), band(1250, 40, 25, 0.2, 0.5)),
  /** C(=O)–O–C; always an ether by its pattern, too. */
  ESTER(
      "esters",
      0.12,
      band(1755, 12, 14, 0.8, 1),
      band(1240, 30, 25, 0.7, 1),
      band(1050, 40, 25, 0.3, 0.6)),
  /** C–C(=O)–C. */
  KETONE("ketones", 0.12, band(1725, 12, 14, 0.8, 1), band(1200, 40, 30, 0.2, 0.5)),
  /** CH=O. */
  ALDEHYDE(
      "aldehydes",
      0.07,
      band(1740, 10, 14, 0.8, 1),
      band(2720, 15, 20, 0.15, 0.35),
      band(2815, 12, 20, 0.15, 0.35)),
  /** C(=O)OH. */
  CARBOXYLIC_ACID(
      "carboxylic acids",
      0.08,
      band(3575, 10, 18, 0.2, 0.5),
      band(1775, 10, 14, 0.8, 1),
      band(1120, 40, 30, 0.4, 0.7)),
  /** C–O–C. */
  ETHER("ether", 0.15, band(1120, 35, 30, 0.6, 1)),
  /** C(=O) with a halogen; always a halide by its pattern, too. */
  ACYL_HALIDE("acyl halides", 0.04, band(1815, 12, 14, 0.8, 1), band(880, 60, 30, 0.4, 0.8)),
  /** C(=O)N. */
  AMIDE(
      "amides",
      0.06,
      band(1715, 18, 16, 0.8, 1),
      band(3450, 30, 25, 0.1, 0.4),
      band(1380, 30, 30, 0.2, 0.4)),
  /** NO₂. */
  NITRO("nitro", 0.06, band(1560, 15, 14, 0.7, 1), band(1350, 15, 14, 0.5, 0.8));

  /**
   * One band of a group.
   *
   * @param centre cm⁻¹
   * @param shift how far it may lie off, cm⁻¹
   * @param width full width at half its height, cm⁻¹
   * @param least lowest height
   * @param most highest height
   */
  public record Band(double centre, double shift, double width, double least, double most) {}

  private final String title;
  private final double share;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable list of records
  private final List<Band> bands;

  FunctionalGroup(String title, double share, Band... bands) {
    this.title = title;
    this.share = share;
    this.bands = List.of(bands);
  }

  private static Band band(double centre, double shift, double width, double least, double most) {
    return new Band(centre, shift, width, least, most);
  }

  /** Its name as a label. */
  public String title() {
    return title;
  }

  /** The share of simulated molecules that are given it for its own sake. */
  public double share() {
    return share;
  }

  /** Its bands. */
  public List<Band> bands() {
    return bands;
  }

  /** The names of all groups. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(FunctionalGroup::title).toList();
  }
}
