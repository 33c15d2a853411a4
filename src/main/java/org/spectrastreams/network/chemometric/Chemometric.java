package org.spectrastreams.network.chemometric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkOps;
import org.spectrastreams.network.Window;

/**
 * The form that all classifiers fitted in closed form share, so that members of different families
 * and preprocessing vote in one graph: where they differ in it, what is done about scattering; a
 * filter along the axis (the derivative of Savitzky and Golay, or none), a scaling of each spectrum
 * by itself (or none), then values that are linear in the result, and where there are support
 * spectra, a sum of Gaussian kernels about them, and where there are patterns, values that are
 * linear in the {@linkplain PatternPlan shares of the places} where they are found.
 *
 * <p>A member's arrays say which: {@link Arrays} names them.
 *
 * @param points the points of a spectrum
 * @param classes the number of classes
 * @param window the points of the filter's window, odd; 1 filters nothing
 * @param axes the dimensions of the space that the kernels live in; 0 without kernels
 * @param supports the number of support spectra; 0 without kernels
 * @param patterns the features of each pattern; 0 without patterns
 * @param corrected whether every member does something of its own about scattering, or nothing,
 *     before all else
 */
public record Chemometric(
    int points, int classes, int window, int axes, int supports, int patterns, boolean corrected)
    implements Network {
  /** The kind's name in the registry. */
  public static final String KIND = "chemometric";

  private static final String FILTERED = "filtered";
  private static final int MOST_PATTERNS = 1000;

  /** Terms that a correction of scattering may take away. */
  public static final int TERMS = 3;

  /** Keeps a divisor from being nothing; what is divided by so little is not judged. */
  private static final double LEAST_DIVISOR = 1e-20;

  /** Keeps the root of a mean square from being nothing. */
  private static final float NO_SQUARE = 1e-30f;

  /** The names of a member's arrays. */
  public static final class Arrays {
    /** How much of each term a spectrum holds, [points, terms]. */
    public static final String FACTORS = "before.factors.w";

    /** What of a spectrum follows from the terms, [terms, points]. */
    public static final String TERMS = "before.terms.w";

    /** The same after the filter, which is what is taken away there, [terms, points]. */
    public static final String FILTERED_TERMS = "before.filtered.w";

    /** Factor of the mean square of the rest in the square of the divisor, [1, 1]. */
    public static final String REST = "before.rest.variance";

    /** Summand in that square, [1, 1]. */
    public static final String UNIT = "before.unit.variance";

    /** What a spectrum adds to the divisor, [points, 1]. */
    public static final String LEVEL = "before.level";

    /**
     * A divisor of no more than this part of the root of the spectrum's mean square is rounding in
     * single precision, [1, 1]: the spectrum is not judged.
     */
    public static final String ROUNDING = "before.rounding";

    /** Nor is one whose divisor is no more than this, [1, 1]. */
    public static final String LEAST = "before.least";

    /** The filter, [window], as it is slid along the axis. */
    public static final String FILTER = "filter.w";

    /** What the filter adds, [1]; 0. */
    public static final String FILTER_BIAS = "filter.b";

    /** 1 for points that are used, 0 for those that the filter cannot serve, [1, points]. */
    public static final String KEPT = "kept";

    /** Factor of the mean over all points that is subtracted from a spectrum, [1, 1]. */
    public static final String CENTRE = "centre";

    /** Factor of the mean square in the square of the divisor, [1, 1]. */
    public static final String RELATIVE = "relative.variance";

    /** Summand in the square of the divisor, [1, 1]. */
    public static final String ABSOLUTE = "absolute.variance";

    /** What is subtracted before the values are computed, [1, points]. */
    public static final String MIDDLE = "middle";

    /** Class values of the linear part, [points, classes] and [1, classes]. */
    public static final String LINEAR = "linear";

    /** Where a spectrum lies in the kernels' space, [points, axes] and [1, axes]. */
    public static final String AXES = "axes";

    /** The support spectra there, times one another's product, [axes, supports]. */
    public static final String SUPPORT = "support.places";

    /** Minus half their squared lengths, [1, supports]. */
    public static final String SQUARES = "support.squares";

    /** What each adds to the class values, [supports, classes]. */
    public static final String WEIGHTS = "support.w";

    private Arrays() {}

    /**
     * The arrays of the patterns at one of the distances of a {@link PatternPlan}: with {@code .w},
     * [channels, 9, 1], and {@code .b} behind it the ramp of each feature, with {@code .out},
     * [channels, classes], what its share adds to the class values.
     *
     * @param overEnds those that are laid over the ends, or those that are not
     */
    public static String patterns(int distance, boolean overEnds) {
      return "patterns." + distance + (overEnds ? ".over" : ".within");
    }
  }

  /** Checks the sizes. */
  public Chemometric {
    if (points < 2
        || classes < 2
        || window < 1
        || window % 2 == 0
        || window > points
        || axes < 0
        || (axes == 0) != (supports == 0)
        || supports < 0
        || patterns < 0
        || patterns > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "a classifier of "
              + points
              + " points, "
              + classes
              + " classes, a window of "
              + window
              + ", "
              + supports
              + " support spectra in "
              + axes
              + " dimensions and "
              + patterns
              + " features a pattern; expected 2 points and classes or more, an odd window within"
              + " the points, support spectra only with dimensions, and 0 to "
              + MOST_PATTERNS
              + " features a pattern");
    }
    if (patterns > 0) {
      PatternPlan.of(points, patterns); // refuses spectra that are too short
    }
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(points);
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    T lines = ops.reshape(spectra, -1, 1, points);
    T slid = ops.convolution("filter", lines, 1, 1, Window.along(window, 1, window / 2));
    T kept = ops.weight(Arrays.KEPT, 1, points);
    T filtered = ops.mark(FILTERED, ops.multiply(ops.reshape(slid, -1, points), kept));
    if (!corrected) {
      return classified(ops, filtered, kept);
    }
    T parts = ops.matmul(spectra, ops.weight(Arrays.FACTORS, points, TERMS));
    T divisor = divisor(ops, spectra, parts);
    T values = classified(ops, corrected(ops, parts, filtered, divisor), kept);
    return ops.multiply(values, judged(ops, spectra, divisor));
  }

  /** The class values of filtered spectra. */
  private <T> T classified(NetworkOps<T> ops, T given, T kept) {
    T centre = ops.multiply(ops.mean(given), ops.weight(Arrays.CENTRE, 1, 1));
    T centred = ops.multiply(ops.subtract(given, centre), kept);
    T power = ops.multiply(ops.mean(ops.multiply(centred, centred)), one(ops, Arrays.RELATIVE));
    T divided = ops.divide(centred, ops.sqrt(ops.add(power, one(ops, Arrays.ABSOLUTE))));
    T scaled = ops.subtract(divided, ops.weight(Arrays.MIDDLE, 1, points));
    T values = ops.dense(Arrays.LINEAR, scaled, points, classes);
    if (supports > 0) {
      values = ops.add(values, kernels(ops, scaled));
    }
    return patterns == 0
        ? values
        : ops.add(
            values,
            new PatternShares(PatternPlan.of(points, patterns), classes)
                .values(ops, ops.reshape(scaled, -1, 1, points)));
  }

  /**
   * With F for the factors, T for the terms and f for the filter: (f(x) − f(T) F x) / divisor, with
   * the parts F x. The filter comes first, so that each of its values hangs on few points alone.
   */
  private <T> T corrected(NetworkOps<T> ops, T parts, T filtered, T divisor) {
    T away = ops.matmul(parts, ops.weight(Arrays.FILTERED_TERMS, TERMS, points));
    return ops.divide(ops.subtract(filtered, away), ops.atLeast(divisor, LEAST_DIVISOR));
  }

  /**
   * √(r · variance of x − T F x, + u) + l · x. The mean of the rest, which is nothing but rounding
   * where r is not 0, is taken away once more: it would be a spread where there is none.
   */
  private <T> T divisor(NetworkOps<T> ops, T spectra, T parts) {
    T left = ops.subtract(spectra, ops.matmul(parts, ops.weight(Arrays.TERMS, TERMS, points)));
    T rest = ops.subtract(left, ops.mean(left));
    T power = ops.multiply(ops.mean(ops.multiply(rest, rest)), one(ops, Arrays.REST));
    T spread = ops.sqrt(ops.add(power, one(ops, Arrays.UNIT)));
    return ops.add(spread, ops.linear(Arrays.LEVEL, spectra, points, 1));
  }

  /**
   * 1 for spectra that can be scaled; 0 / 0, which makes class values that are no numbers, for
   * those whose divisor is no more than rounding, as a chain's step refuses them.
   */
  private <T> T judged(NetworkOps<T> ops, T spectra, T divisor) {
    T square = ops.mean(ops.multiply(spectra, spectra));
    T size = ops.sqrt(ops.add(square, ops.constant(new float[] {NO_SQUARE}, 1, 1)));
    T rounding = ops.multiply(size, one(ops, Arrays.ROUNDING));
    T above = ops.subtract(ops.subtract(divisor, rounding), one(ops, Arrays.LEAST));
    T over = ops.atLeast(above, 0);
    return ops.divide(over, over);
  }

  private static <T> T one(NetworkOps<T> ops, String name) {
    return ops.weight(name, 1, 1);
  }

  /** Σ aᵢ exp(−|t − sᵢ|² / 2), with exp(z) = σ(z) / σ(−z). */
  private <T> T kernels(NetworkOps<T> ops, T scaled) {
    T place = ops.dense(Arrays.AXES, scaled, points, axes);
    T half = ops.constant(new float[] {axes / 2f}, 1, 1);
    T own = ops.multiply(ops.mean(ops.multiply(place, place)), half);
    T across = ops.matmul(place, ops.weight(Arrays.SUPPORT, axes, supports));
    T exponent = ops.subtract(ops.add(across, ops.weight(Arrays.SQUARES, 1, supports)), own);
    T minus = ops.constant(new float[] {-1}, 1, 1);
    T kernel = ops.divide(ops.sigmoid(exponent), ops.sigmoid(ops.multiply(exponent, minus)));
    return ops.matmul(kernel, ops.weight(Arrays.WEIGHTS, supports, classes));
  }

  @Override
  public String explained() {
    return FILTERED;
  }

  @Override
  public NetworkFacts facts() {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("window", window);
    architecture.put("axes", axes);
    architecture.put("supports", supports);
    if (patterns > 0) {
      architecture.put("patterns", patterns);
    }
    if (corrected) {
      architecture.put("corrected", true);
    }
    return new NetworkFacts(
        KIND,
        "a linear classifier"
            + (supports == 0 ? "" : ", or a sum of Gaussian kernels about spectra of the training")
            + (patterns == 0
                ? ""
                : ", or linear in the shares of the places where patterns are found"),
        architecture,
        new ModelManifest.Explanation(
            "gradient-times-activation",
            window == 1 ? "spectrum" : "spectrum after the filter of " + window + " points",
            "evenly over the wavenumbers of each element's receptive field, mean over the members",
            "the member's output of the ensemble's predicted class, before the softmax"));
  }
}
