package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * One step of a {@link PreprocessingChain}, as data. In JSON the property {@code step} names the
 * kind; every other property must be there and no unknown one may.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Preprocessing.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = Preprocessing.Interpolate.class, name = "interpolate"),
  @JsonSubTypes.Type(value = PlaneGrid.class, name = "plane"),
  @JsonSubTypes.Type(value = Preprocessing.LinearBaseline.class, name = "linear-baseline"),
  @JsonSubTypes.Type(value = Preprocessing.RubberbandBaseline.class, name = "rubberband-baseline"),
  @JsonSubTypes.Type(
      value = Preprocessing.AsymmetricLeastSquaresBaseline.class,
      name = "asymmetric-least-squares-baseline"),
  @JsonSubTypes.Type(value = Preprocessing.SavitzkyGolay.class, name = "savitzky-golay"),
  @JsonSubTypes.Type(value = Preprocessing.SpectrumScaling.class, name = "scale"),
  @JsonSubTypes.Type(value = Preprocessing.ScatterCorrection.class, name = "emsc"),
  @JsonSubTypes.Type(value = Preprocessing.VariableScaling.class, name = "scale-per-variable"),
})
public sealed interface Preprocessing
    permits Preprocessing.Cut,
        Preprocessing.Interpolate,
        Preprocessing.LinearBaseline,
        Preprocessing.RubberbandBaseline,
        Preprocessing.AsymmetricLeastSquaresBaseline,
        Preprocessing.SavitzkyGolay,
        Preprocessing.SpectrumScaling,
        Preprocessing.ScatterCorrection,
        Preprocessing.VariableScaling,
        PlaneGrid {

  /** The spline that carries a spectrum from its own axis onto the grid. */
  enum Interpolation {
    /** Straight lines between neighbouring points. */
    @JsonProperty("linear")
    LINEAR(1),
    /**
     * The quadratic spline through all points with knots halfway between them, as SciPy's {@code
     * make_interp_spline(x, y, k=2)} and {@code interp1d(kind='quadratic')} build it.
     */
    @JsonProperty("quadratic")
    QUADRATIC(2),
    /** The cubic spline with not-a-knot ends, as SciPy's {@code CubicSpline} by default. */
    @JsonProperty("cubic")
    CUBIC(3);

    private final int degree;

    Interpolation(int degree) {
      this.degree = degree;
    }

    int degree() {
      return degree;
    }
  }

  /** What becomes of grid points that lie outside the measured range. */
  enum OutOfRange {
    /** The axis cannot serve the grid: {@link UnusableSpectrumException}. */
    @JsonProperty("reject")
    REJECT,
    /** Zero, and every spectrum is flagged {@link QualityFlag#PADDED}. */
    @JsonProperty("zero-pad")
    ZERO_PAD,
    /** The value of the nearest measured end, and the flag {@link QualityFlag#PADDED}. */
    @JsonProperty("edge-pad")
    EDGE_PAD
  }

  /** What a spectrum is divided by. */
  enum Scaling {
    /** (x − min) / (max − min), which is 0 … 1. */
    @JsonProperty("min-max")
    MIN_MAX,
    /** x / max; a spectrum whose maximum is not positive is unscalable. */
    @JsonProperty("maximum")
    MAXIMUM,
    /** x / ‖x‖₂. */
    @JsonProperty("vector")
    VECTOR,
    /** Standard normal variate, (x − mean) / s, s over n − 1 (Barnes, Dhanoa, Lister 1989). */
    @JsonProperty("snv")
    SNV,
    /** x / ∫|x| dν̃ by the trapezoidal rule over the axis in cm⁻¹. */
    @JsonProperty("area")
    AREA
  }

  /**
   * Keeps the points within a range. As the first step it also says which part of a spectrum the
   * quality checks look at.
   *
   * @param from lowest wavenumber kept, cm⁻¹
   * @param to highest wavenumber kept, cm⁻¹
   */
  record Cut(
      @JsonProperty(value = "from", required = true) double from,
      @JsonProperty(value = "to", required = true) double to)
      implements Preprocessing {
    public Cut {
      require(
          from >= 0 && from < to && Double.isFinite(to),
          "cut from %s to %s cm⁻¹; expected 0 ≤ from < to",
          from,
          to);
    }
  }

  /**
   * Carries the spectrum onto the model's grid; every chain has exactly one such step. Where the
   * grid is the axis that the spectrum already has, it is a plain copy.
   *
   * @param grid the model's axis, cm⁻¹
   * @param method which spline
   * @param outOfRange what happens where the grid reaches beyond the measured range
   * @param minimumCoverage the least fraction of grid points, 0 … 1, that must lie inside the
   *     measured range when padding is allowed; 1 with {@link OutOfRange#REJECT}
   * @param maximumGap the widest distance in cm⁻¹ between neighbouring measured points inside the
   *     grid's range; a coarser axis is refused, never stretched
   */
  record Interpolate(
      @JsonProperty(value = "grid", required = true)
          @JsonSerialize(using = ChainJson.AxisSerializer.class)
          @JsonDeserialize(using = ChainJson.AxisDeserializer.class)
          SpectralAxis grid,
      @JsonProperty(value = "method", required = true) Interpolation method,
      @JsonProperty(value = "outOfRange", required = true) OutOfRange outOfRange,
      @JsonProperty(value = "minimumCoverage", required = true) double minimumCoverage,
      @JsonProperty(value = "maximumGap", required = true) double maximumGap)
      implements Preprocessing {
    public Interpolate {
      Objects.requireNonNull(grid, "grid");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(outOfRange, "outOfRange");
      require(
          minimumCoverage > 0
              && minimumCoverage <= 1
              && (outOfRange != OutOfRange.REJECT || minimumCoverage == 1),
          "minimum coverage %s; expected above 0 to 1, and 1 where out-of-range grid is rejected",
          minimumCoverage);
      require(
          maximumGap > 0 && Double.isFinite(maximumGap),
          "maximum gap %s cm⁻¹; expected a positive, finite distance",
          maximumGap);
    }

    /** Interpolation that refuses every axis which does not cover the whole grid. */
    public static Interpolate covering(SpectralAxis grid, Interpolation method, double maximumGap) {
      return new Interpolate(grid, method, OutOfRange.REJECT, 1, maximumGap);
    }
  }

  /** Subtracts the straight line through the first and the last point. */
  record LinearBaseline() implements Preprocessing {}

  /** Subtracts the lower convex hull of the spectrum over wavenumber (rubber band). */
  record RubberbandBaseline() implements Preprocessing {}

  /**
   * Subtracts the asymmetric least squares baseline z that minimises Σ w(y − z)² + λ Σ (Δ²z)², with
   * w = p where y &gt; z, else 1 − p (Eilers, Boelens 2005). Runs on the grid only, since λ counts
   * points.
   *
   * @param lambda smoothness λ, above 0, at most 10⁹; beyond, double precision no longer gives the
   *     five digits promised
   * @param p asymmetry, between 0 and 1 exclusive; 0.001 … 0.1 is usual
   * @param iterations re-weighted solves, 1 … 100; always all of them, so that the work is constant
   */
  record AsymmetricLeastSquaresBaseline(
      @JsonProperty(value = "lambda", required = true) double lambda,
      @JsonProperty(value = "p", required = true) double p,
      @JsonProperty(value = "iterations", required = true) int iterations)
      implements Preprocessing {
    public AsymmetricLeastSquaresBaseline {
      require(
          lambda > 0 && lambda <= 1e9,
          "asymmetric least squares lambda %s; expected above 0, at most 1e9",
          lambda);
      require(p > 0 && p < 1, "asymmetric least squares p %s; expected between 0 and 1", p);
      require(
          iterations >= 1 && iterations <= 100,
          "%s asymmetric least squares iterations; expected 1 to 100",
          iterations);
    }
  }

  /**
   * Savitzky–Golay smoothing or derivative per cm⁻¹ (Savitzky, Golay 1964); the ends are the values
   * of the polynomial fitted to the first and last window, as SciPy's {@code mode='interp'}. Runs
   * on a uniform grid only.
   *
   * @param window points, odd, above {@code order}
   * @param order of the polynomial, 0 … 9
   * @param derivative 0 smooths, 1 and 2 are derivatives over wavenumber; at most {@code order}
   */
  record SavitzkyGolay(
      @JsonProperty(value = "window", required = true) int window,
      @JsonProperty(value = "order", required = true) int order,
      @JsonProperty(value = "derivative", required = true) int derivative)
      implements Preprocessing {
    public SavitzkyGolay {
      require(order >= 0 && order <= 9, "Savitzky–Golay order %s; expected 0 to 9", order);
      require(
          window % 2 == 1 && window > order && window <= 1001,
          "Savitzky–Golay window of %s points for order %s; expected odd, above the order, ≤ 1001",
          window,
          order);
      require(
          derivative >= 0 && derivative <= order,
          "Savitzky–Golay derivative %s; expected 0 to the order %s",
          derivative,
          order);
    }
  }

  /** Scales each spectrum by itself; where the divisor is 0: {@link QualityFlag#UNSCALABLE}. */
  record SpectrumScaling(@JsonProperty(value = "by", required = true) Scaling by)
      implements Preprocessing {
    public SpectrumScaling {
      Objects.requireNonNull(by, "by");
    }
  }

  /**
   * (x − mean) / deviation at every grid point, with statistics of the training spectra. The arrays
   * are owned by the step; nobody may write to them.
   *
   * @param mean one value a grid point
   * @param deviation one positive value a grid point
   */
  record VariableScaling(
      @JsonProperty(value = "mean", required = true) float[] mean,
      @JsonProperty(value = "deviation", required = true) float[] deviation)
      implements Preprocessing {
    public VariableScaling {
      require(
          mean.length > 0 && mean.length == deviation.length,
          "per-variable scaling with %s means and %s deviations; expected one of each a grid point",
          mean.length,
          deviation.length);
      for (int i = 0; i < mean.length; i++) {
        require(
            Float.isFinite(mean[i]) && Float.isFinite(deviation[i]) && deviation[i] > 0,
            "per-variable scaling has mean %s and deviation %s at point %s; expected finite values"
                + " and a positive deviation",
            mean[i],
            deviation[i],
            i);
      }
    }

    /**
     * The mean and the population standard deviation (over n) of every grid point. A variable that
     * is the same in all spectra gets the deviation 1.
     *
     * @param rows prepared spectra, row-major, {@code count × points}
     */
    public static VariableScaling fit(float[] rows, int count, int points) {
      require(
          count >= 1 && points >= 1 && rows.length >= (long) count * points,
          "%s values; expected %s spectra × %s points, at least one of each",
          rows.length,
          count,
          points);
      float[] mean = new float[points];
      float[] deviation = new float[points];
      for (int j = 0; j < points; j++) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += rows[i * points + j];
        }
        double centre = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
          double d = rows[i * points + j] - centre;
          squares += d * d;
        }
        mean[j] = (float) centre;
        float spread = (float) Math.sqrt(squares / count);
        deviation[j] = spread > 1e-6f * Math.abs(mean[j]) ? spread : 1;
      }
      return new VariableScaling(mean, deviation);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof VariableScaling that
          && Arrays.equals(mean, that.mean)
          && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
      return "VariableScaling[" + mean.length + " points]";
    }
  }

  /**
   * Extended multiplicative signal correction (Martens, Stark 1991; Kohler et al. 2005, Applied
   * Spectroscopy 59, 707): a spectrum is fitted by least squares as b · reference + Σ cⱼ ·
   * interferent + Σ hⱼ · analyte + a polynomial over the grid; polynomial and interferents are
   * subtracted, and the rest is divided by b. Without interferents and analytes it is the basic
   * form. A spectrum with b of 0 or below is {@link QualityFlag#UNSCALABLE}. The arrays are owned
   * by the step; nobody may write to them.
   *
   * @param reference one value a grid point, for instance the mean of the training spectra
   * @param order of the polynomial, −1 for none, at most 6; 2 is usual
   * @param interferents spectra that are taken away, for instance of water vapour, CO₂ or paraffin
   * @param analytes spectra that the fit allows for and leaves in
   */
  record ScatterCorrection(
      @JsonProperty(value = "reference", required = true) float[] reference,
      @JsonProperty(value = "order", required = true) int order,
      @JsonProperty(value = "interferents", required = true) List<float[]> interferents,
      @JsonProperty(value = "analytes", required = true) List<float[]> analytes)
      implements Preprocessing {
    private static final int MOST = 32;

    public ScatterCorrection {
      interferents = List.copyOf(interferents);
      analytes = List.copyOf(analytes);
      int columns = 2 + order + interferents.size() + analytes.size();
      require(
          order >= -1 && order <= 6 && columns <= MOST && columns <= reference.length,
          "EMSC of order %s with %s interferents and %s analytes over %s points; expected an order"
              + " of -1 to 6, and no more terms than "
              + MOST
              + " or the points",
          order,
          interferents.size(),
          analytes.size(),
          reference.length);
      for (List<float[]> spectra : List.of(List.of(reference), interferents, analytes)) {
        for (float[] spectrum : spectra) {
          require(
              spectrum.length == reference.length,
              "EMSC with a spectrum of %s points beside a reference of %s; expected one grid",
              spectrum.length,
              reference.length);
          for (float value : spectrum) {
            require(Float.isFinite(value), "EMSC with %s; expected finite values", value);
          }
        }
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ScatterCorrection that
          && order == that.order
          && Arrays.equals(reference, that.reference)
          && Arrays.deepEquals(interferents.toArray(), that.interferents.toArray())
          && Arrays.deepEquals(analytes.toArray(), that.analytes.toArray());
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(reference) + order;
    }

    @Override
    public String toString() {
      return "ScatterCorrection["
          + reference.length
          + " points, order "
          + order
          + ", "
          + interferents.size()
          + " interferents, "
          + analytes.size()
          + " analytes]";
    }
  }

  private static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }
  }
}
