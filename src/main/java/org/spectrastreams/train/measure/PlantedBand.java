package org.spectrastreams.train.measure;

import java.util.Random;
import java.util.SplittableRandom;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;

/**
 * Real or simulated spectra that differ in one band and nothing else: classes are drawn by lot, and
 * those of class 1 get a Gaussian at a place drawn by lot. What explains a network that tells the
 * two apart must point there.
 *
 * @param centre of the band, cm⁻¹
 * @param pixels the spectra, with the labels 0 and 1
 */
record PlantedBand(double centre, LabelledPixels pixels) {
  /** Full width at half maximum, cm⁻¹; never less than four points. */
  static final double WIDTH = 20;

  /**
   * How far the band moves prepared spectra, in standard deviations between them, where it moves
   * them most.
   */
  static final double EFFECT = 1.5;

  /** The share of the axis at either end where no band is planted. */
  private static final double MARGIN = 0.06;

  private static final double FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));
  private static final double TRIED = 0.02;

  /**
   * Plants a band.
   *
   * @param pixels usable spectra
   * @param chain how they are prepared
   */
  static PlantedBand into(LabelledPixels pixels, PreprocessingChain chain, long seed) {
    // Neighbouring seeds of this generator begin alike, and every place would be the same.
    Random random = new Random(new SplittableRandom(seed).nextLong());
    SpectralAxis grid = chain.grid();
    double span = grid.max() - grid.min();
    double centre = grid.min() + span * (MARGIN + (1 - 2 * MARGIN) * random.nextDouble());
    int[] labels = new int[pixels.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
    }
    for (int i = labels.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int label = labels[i];
      labels[i] = labels[other];
      labels[other] = label;
    }
    LabelledPixels drawn = labelled(pixels, pixels.spectra(), labels);
    double share = TRIED * EFFECT / effect(drawn, chain, centre);
    return new PlantedBand(centre, labelled(pixels, planted(drawn, centre, share), labels));
  }

  /** Whether an explanation points to the band: its highest value lies within a width of it. */
  static boolean found(SpectralAxis axis, double centre, float[] weights) {
    int highest = -1;
    float value = 0;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] > value) {
        value = weights[j];
        highest = j;
      }
    }
    return highest >= 0 && Math.abs(axis.at(highest) - centre) <= width(axis);
  }

  private static double width(SpectralAxis axis) {
    return Math.max(axis.width(WIDTH), 4 * axis.meanSpacing());
  }

  private static LabelledPixels labelled(LabelledPixels of, float[] spectra, int[] labels) {
    return new LabelledPixels(
        of.axis(), of.quantity(), of.classes(), spectra, labels, labels, of.groups());
  }

  /** Spectra with the band in those of class 1, as high as a share of each spectrum's range. */
  private static float[] planted(LabelledPixels pixels, double centre, double share) {
    SpectralAxis axis = pixels.axis();
    int points = axis.size();
    double sigma = width(axis) / FWHM_PER_SIGMA;
    float[] band = new float[points];
    for (int j = 0; j < points; j++) {
      double apart = (axis.at(j) - centre) / sigma;
      band[j] = (float) Math.exp(-apart * apart / 2);
    }
    float[] spectra = pixels.spectra().clone();
    for (int i = 0; i < pixels.count(); i++) {
      if (pixels.labels()[i] == 1) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int j = i * points; j < (i + 1) * points; j++) {
          least = Math.min(least, spectra[j]);
          most = Math.max(most, spectra[j]);
        }
        for (int j = 0; j < points; j++) {
          spectra[i * points + j] += (float) (share * (most - least)) * band[j];
        }
      }
    }
    return spectra;
  }

  /** The largest mean shift of prepared spectra by a band of the share {@link #TRIED}. */
  private static double effect(LabelledPixels pixels, PreprocessingChain chain, double centre) {
    float[] before = pixels.prepare(chain).values();
    float[] after =
        labelled(pixels, planted(pixels, centre, TRIED), pixels.labels()).prepare(chain).values();
    int points = chain.grid().size();
    int count = pixels.count();
    double largest = 0;
    for (int j = 0; j < points; j++) {
      double mean = 0;
      double square = 0;
      double shift = 0;
      int shifted = 0;
      for (int i = 0; i < count; i++) {
        double value = before[i * points + j];
        mean += value / count;
        square += value * value / count;
        if (pixels.labels()[i] == 1) {
          shift += after[i * points + j] - value;
          shifted++;
        }
      }
      double deviation = Math.sqrt(Math.max(0, square - mean * mean));
      if (deviation > 0) {
        largest = Math.max(largest, Math.abs(shift / shifted) / deviation);
      }
    }
    if (!(largest > 0)) {
      throw new IllegalArgumentException(
          "a band at " + centre + " cm⁻¹ does not reach the prepared spectra");
    }
    return largest;
  }
}
