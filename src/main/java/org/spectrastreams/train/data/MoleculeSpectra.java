package org.spectrastreams.train.data;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.recipe.SimulatedMolecules;

/**
 * Simulated gas-phase spectra, 400 to 4000 cm⁻¹: Lorentzian bands of a molecule's groups, further
 * bands of the skeleton that tell nothing, and noise. Not measured.
 */
public final class MoleculeSpectra {
  /** 850 points from 400 to 4000 cm⁻¹, as Rieger 2023 has them. */
  static final SpectralAxis AXIS =
      SpectralAxis.uniform(AxisKind.WAVENUMBER, 400, 3600.0 / 849, 850);

  private static final int MOST_SKELETON_BANDS = 8;

  private MoleculeSpectra() {}

  /** The molecules that members are trained with. */
  public static LabelSets training(SimulatedMolecules settings) {
    return of(settings, 0, settings.molecules());
  }

  /** The molecules that end the training. */
  public static LabelSets validation(SimulatedMolecules settings) {
    return of(settings, settings.molecules(), settings.validation());
  }

  /** The molecules that no member sees. */
  public static LabelSets heldOut(SimulatedMolecules settings) {
    return of(settings, settings.molecules() + settings.validation(), settings.heldOut());
  }

  private static LabelSets of(SimulatedMolecules settings, int first, int count) {
    List<String> names = FunctionalGroup.titles();
    int points = AXIS.size();
    float[] spectra = new float[count * points];
    boolean[] present = new boolean[count * names.size()];
    for (int row = 0; row < count; row++) {
      Random random = new Random(settings.firstSeed() + first + row);
      Set<FunctionalGroup> groups = groups(random);
      double[] spectrum = new double[points];
      for (FunctionalGroup group : groups) {
        for (FunctionalGroup.Band band : group.bands()) {
          add(
              spectrum,
              band.centre() + band.shift() * (2 * random.nextDouble() - 1),
              band.width(),
              band.least() + (band.most() - band.least()) * random.nextDouble());
        }
      }
      for (int i = 2 + random.nextInt(MOST_SKELETON_BANDS - 1); i > 0; i--) {
        double centre = 600 + 900 * random.nextDouble();
        add(spectrum, centre, 10 + 20 * random.nextDouble(), 0.05 + 0.3 * random.nextDouble());
      }
      for (int i = 0; i < points; i++) {
        spectra[row * points + i] =
            (float) (spectrum[i] + settings.noise() * random.nextGaussian());
      }
      for (FunctionalGroup group : carried(groups)) {
        present[row * names.size() + names.indexOf(group.title())] = true;
      }
    }
    return new LabelSets(AXIS, Quantity.ABSORBANCE, names, spectra, present);
  }

  private static void add(double[] spectrum, double centre, double width, double height) {
    for (int i = 0; i < spectrum.length; i++) {
      double distance = (AXIS.at(i) - centre) / (width / 2);
      spectrum[i] += height / (1 + distance * distance);
    }
  }

  private static Set<FunctionalGroup> groups(Random random) {
    Set<FunctionalGroup> groups = EnumSet.noneOf(FunctionalGroup.class);
    while (groups.isEmpty()) {
      for (FunctionalGroup group : FunctionalGroup.values()) {
        if (random.nextDouble() < group.share()) {
          groups.add(group);
        }
      }
    }
    if (groups.contains(FunctionalGroup.METHYL)) {
      groups.add(FunctionalGroup.ALKANE);
    }
    return groups;
  }

  /** The labels of some groups: the patterns of two of them match within others. */
  private static Set<FunctionalGroup> carried(Set<FunctionalGroup> groups) {
    Set<FunctionalGroup> carried = EnumSet.copyOf(groups);
    if (groups.contains(FunctionalGroup.ESTER)) {
      carried.add(FunctionalGroup.ETHER);
    }
    if (groups.contains(FunctionalGroup.ACYL_HALIDE)) {
      carried.add(FunctionalGroup.ALKYL_HALIDE);
    }
    return carried;
  }
}
