package org.spectrastreams.train.choose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.PatternPlan;
import org.spectrastreams.train.family.Fitted;
import org.spectrastreams.train.family.PatternFeatures;

/**
 * Class values that are linear in patterns, as the arrays of a network.
 *
 * @param patterns what is looked for
 * @param linear of the features as {@code patterns} gives them
 */
record PatternWeights(PatternFeatures patterns, Fitted.Linear linear) {
  private static final int TAPS = PatternPlan.TAPS;
  private static final int[][] HEAVY = PatternPlan.heavy();

  /**
   * The arrays; zeros where a member has no patterns.
   *
   * @param network has patterns
   */
  static Map<String, float[]> arrays(Chemometric network, Optional<PatternWeights> weights) {
    PatternPlan plan = PatternPlan.of(network.points(), network.patterns());
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (int d = 0; d < plan.distances().size(); d++) {
      for (boolean overEnds : new boolean[] {true, false}) {
        List<Integer> laid = plan.patterns(d, overEnds);
        int channels = laid.size() * plan.thresholds().get(d);
        float[] ramp = new float[channels * TAPS];
        float[] offset = new float[channels];
        float[] out = new float[channels * network.classes()];
        int channel = 0;
        for (int pattern : laid) {
          for (int q = 0; q < plan.thresholds().get(d); q++, channel++) {
            int from = channel;
            int distance = d;
            int threshold = q;
            weights.ifPresent(
                one -> one.put(distance, pattern, threshold, from, ramp, offset, out));
          }
        }
        String name = Chemometric.Arrays.patterns(d, overEnds);
        arrays.put(name + ".w", ramp);
        arrays.put(name + ".b", offset);
        arrays.put(name + ".out", out);
      }
    }
    return arrays;
  }

  private void put(
      int distance,
      int pattern,
      int threshold,
      int channel,
      float[] ramp,
      float[] offset,
      float[] out) {
    int f = patterns.feature(distance, pattern, threshold);
    if (patterns.scales()[f] == 0) {
      return;
    }
    double steep = 1 / patterns.ramps()[f];
    for (int tap = 0; tap < TAPS; tap++) {
      ramp[channel * TAPS + tap] = (float) -steep;
    }
    for (int tap : HEAVY[pattern]) {
      ramp[channel * TAPS + tap] = (float) (2 * steep);
    }
    offset[channel] = (float) (0.5 - patterns.thresholds()[f] * steep);
    int classes = linear.offsets().length;
    for (int c = 0; c < classes; c++) {
      out[channel * classes + c] = (float) (linear.weights()[c][f] * patterns.scales()[f]);
    }
  }
}
