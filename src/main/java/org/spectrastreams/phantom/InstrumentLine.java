package org.spectrastreams.phantom;

import java.util.Arrays;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What a Fourier-transform instrument of limited resolution makes of noise and of narrow lines. An
 * interferogram of finite length holds one independent number each half resolution; apodisation and
 * zero filling spread it over the neighbouring points by the instrument's line shape. White noise
 * of the detector is therefore smooth on the axis, and larger where little light comes through: its
 * deviation in absorbance grows with 10^A (Griffiths and de Haseth 2007, "Fourier transform
 * infrared spectrometry"). Immutable.
 */
final class InstrumentLine {
  /** Nominal resolution, the reciprocal of the longest path difference, cm⁻¹: usual in imaging. */
  static final double RESOLUTION = 8;

  private static final double NODE_SPACING = RESOLUTION / 2;

  /** Zeros of the line shape on either side up to which it counts; beyond, it is below 1 %. */
  private static final int REACH = 3;

  /** The nodes whose line shapes reach a point between two nodes: 2 below, 3 above. */
  private static final int TAPS = 2 * REACH;

  private static final int BELOW = REACH - 1;

  // Happ and Genzel's apodisation, 0.54 + 0.46 cos(π x / L).
  private static final double CONSTANT = 0.54;
  private static final double COSINE = 0.46;

  private static final int POWER_STEPS = 64;
  private static final int LOWEST_POWER = -1;
  private static final float[] POWERS_OF_TEN = new float[4 * POWER_STEPS + 1];

  static {
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = (float) StrictMath.pow(10, LOWEST_POWER + i / (double) POWER_STEPS);
    }
  }

  /**
   * Strong lines of the ν₂ band of water vapour, rounded to whole cm⁻¹ (exact lines: HITRAN, Gordon
   * et al. 2022, Journal of Quantitative Spectroscopy and Radiative Transfer 277, 107949), and
   * rough relative strengths.
   */
  private static final double[][] VAPOUR_LINES = {
    {1419, 0.3}, {1437, 0.4}, {1457, 0.6}, {1473, 0.6}, {1490, 0.6}, {1507, 0.9}, {1521, 0.7},
    {1540, 0.9}, {1559, 1.0}, {1576, 0.7}, {1617, 0.7}, {1636, 0.8}, {1653, 1.0}, {1670, 0.6},
    {1684, 0.9}, {1700, 0.7}, {1717, 0.8}, {1734, 0.8}, {1751, 0.4}, {1772, 0.6}, {1792, 0.4}
  };

  private final int points;

  /** Points between two nodes. */
  private final int stride;

  /** What each of the nodes around gives, by the point's place after its node. */
  private final float[][] taps;

  /** Noise by node relative to the detector's best. */
  private final float[] detector;

  private final float[] vapour;

  /** For an evenly spaced axis whose step divides half the resolution. */
  InstrumentLine(SpectralAxis axis) {
    points = axis.size();
    stride = (int) StrictMath.rint(NODE_SPACING / (axis.at(1) - axis.at(0)));
    taps = new float[stride][TAPS];
    double squares = 0;
    for (int phase = 0; phase < stride; phase++) {
      for (int t = 0; t < TAPS; t++) {
        double height = lineShape(phase / (double) stride - (t - BELOW));
        taps[phase][t] = (float) height;
        squares += height * height / stride;
      }
    }
    float unit = (float) (1 / StrictMath.sqrt(squares));
    for (float[] phase : taps) {
      for (int t = 0; t < TAPS; t++) {
        phase[t] *= unit;
      }
    }
    detector = new float[(points - 1) / stride + TAPS];
    for (int node = 0; node < detector.length; node++) {
      // The detector's response falls towards its cut-off at low wavenumbers.
      double above = Math.max(0, (node - BELOW) * NODE_SPACING);
      detector[node] = (float) (1 + 0.8 * StrictMath.exp(-above / 60));
    }
    vapour = new float[points];
    for (int i = 0; i < points; i++) {
      double sum = 0;
      for (double[] line : VAPOUR_LINES) {
        double z = (axis.at(i) - line[0]) / NODE_SPACING;
        sum += Math.abs(z) < REACH ? line[1] * lineShape(z) / lineShape(0) : 0;
      }
      vapour[i] = (float) sum;
    }
  }

  /** The spectrum of the apodisation, by the distance in half resolutions. */
  private static double lineShape(double z) {
    return CONSTANT * sinc(z) + COSINE / 2 * (sinc(z + 1) + sinc(z - 1));
  }

  private static double sinc(double z) {
    double phase = Math.PI * z;
    return Math.abs(phase) < 1e-9 ? 1 : StrictMath.sin(phase) / phase;
  }

  /** Adds {@code amount} of the water vapour that the purge left. */
  void addVapour(float[] out, int offset, float amount) {
    for (int i = 0; i < points; i++) {
      out[offset + i] += amount * vapour[i];
    }
  }

  /** How many independent numbers the noise of a spectrum has. */
  int nodes() {
    return detector.length;
  }

  /**
   * Adds noise to an absorbance.
   *
   * @param level standard deviation where all light comes through and the detector is at its best
   * @param scratch 2 × {@link #nodes()} values that are overwritten
   */
  void addNoise(float[] out, int offset, float level, SplitMix random, float[] scratch) {
    int nodes = detector.length;
    for (int node = 0; node < nodes; node++) {
      int point = Math.max(0, Math.min(points - 1, (node - BELOW) * stride));
      float place = (out[offset + point] - LOWEST_POWER) * POWER_STEPS;
      int power = Math.max(0, Math.min(POWERS_OF_TEN.length - 1, (int) place));
      scratch[node] = level * detector[node] * POWERS_OF_TEN[power] * random.nextGaussian();
    }
    for (int phase = 0; phase < stride; phase++) {
      int count = (points - phase + stride - 1) / stride;
      Arrays.fill(scratch, nodes, nodes + count, 0);
      for (int t = 0; t < TAPS; t++) {
        float height = taps[phase][t];
        for (int m = 0; m < count; m++) {
          scratch[nodes + m] += height * scratch[m + t];
        }
      }
      for (int m = 0; m < count; m++) {
        out[offset + m * stride + phase] += scratch[nodes + m];
      }
    }
  }
}
