package org.spectrastreams.train.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.recipe.SimulatedLines;

/**
 * The spectra of {@link SimulatedLines}, and where their random lines lie.
 *
 * @param pixels the spectra; groups are the sets
 * @param random the channels of the random lines of each spectrum
 */
public record LorentzianLines(LabelledPixels pixels, double[][] random) {
  /** Random lines keep this many widths away from the lines of all classes. */
  private static final double APART = 5;

  /** Computes the spectra; the same settings give the same ones. */
  public static LorentzianLines of(SimulatedLines settings) {
    int classes = settings.places().size();
    int count = classes * settings.perClass();
    int points = settings.points();
    float[] values = new float[count * points];
    int[] labels = new int[count];
    int[] sets = new int[count];
    double[][] random = new double[count][];
    for (int row = 0; row < count; row++) {
      Random draw = new Random(settings.firstSeed() + row);
      labels[row] = row % classes;
      sets[row] = row / classes % settings.sets();
      random[row] = places(settings, draw);
      for (int i = 0; i < points; i++) {
        double value = line(i - settings.places().get(labels[row]), settings.width());
        for (double place : random[row]) {
          value += line(i - place, settings.width());
        }
        values[row * points + i] = (float) (value + settings.noise() * (2 * draw.nextDouble() - 1));
      }
    }
    return new LorentzianLines(
        new LabelledPixels(
            SpectralAxis.uniform(AxisKind.RAMAN_SHIFT, 0, 1, points),
            Quantity.RAMAN_INTENSITY,
            names(settings),
            values,
            labels,
            labels.clone(),
            sets),
        random);
  }

  /** The names of the classes: the channels of their lines. */
  private static List<String> names(SimulatedLines settings) {
    return settings.places().stream().map(place -> "line at " + place).toList();
  }

  private static double line(double distance, double width) {
    double relative = distance / (width / 2);
    return 1 / (1 + relative * relative);
  }

  private static double[] places(SimulatedLines settings, Random draw) {
    List<Double> places = new ArrayList<>();
    for (int tries = 0; places.size() < settings.randomLines(); tries++) {
      double place = draw.nextDouble() * (settings.points() - 1);
      if (settings.places().stream()
          .allMatch(own -> Math.abs(own - place) >= APART * settings.width())) {
        places.add(place);
      } else if (tries > 10_000) {
        throw new IllegalArgumentException(
            "no room for random lines beside " + settings.places() + ": use more points");
      }
    }
    return places.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
