package org.spectrastreams.preprocess;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.preprocess.UnusableSpectrumException.Reason;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * A {@link PreprocessingChain} made executable for the spectra of one axis and quantity.
 *
 * <p>Computes in double precision. Serves one thread at a time, and allocates nothing once built.
 */
public final class Preprocessor {
  private final SpectralAxis grid;
  private final int inputPoints;
  private final int outputPoints;
  private final AxisRange checked;
  private final QualityCheck check;
  private final PreparedStep[] steps;
  private final double[] first;
  private final double[] second;

  private Preprocessor(
      SpectralAxis grid,
      int inputPoints,
      int outputPoints,
      AxisRange checked,
      QualityCheck check,
      List<PreparedStep> steps,
      int room) {
    this.grid = grid;
    this.inputPoints = inputPoints;
    this.outputPoints = outputPoints;
    this.checked = checked;
    this.check = check;
    this.steps = steps.toArray(PreparedStep[]::new);
    this.first = new double[room];
    this.second = new double[room];
  }

  /**
   * Prepares a chain for spectra of one axis.
   *
   * @param input the axis of the spectra; wavelengths serve a chain of wavenumbers and the reverse
   * @param quantity what they measure
   * @throws UnusableSpectrumException if the axis is of another kind than the chain's grid, does
   *     not cover it as the chain asks, is too coarse for it, or the quantity cannot be converted
   */
  public static Preprocessor compile(
      PreprocessingChain chain, SpectralAxis input, Quantity quantity)
      throws UnusableSpectrumException {
    return compile(chain, input, Optional.empty(), quantity);
  }

  /**
   * Prepares a chain for spectra of one or two dimensions.
   *
   * @param input the axis of the spectra, of planes the one along a row
   * @param second the axis of the rows of planes; empty for spectra of one dimension
   * @param quantity what they measure
   * @throws UnusableSpectrumException as above, or if a plane lies on another grid than the chain's
   *     or the chain is not for spectra of so many dimensions
   */
  public static Preprocessor compile(
      PreprocessingChain chain,
      SpectralAxis input,
      Optional<SpectralAxis> second,
      Quantity quantity)
      throws UnusableSpectrumException {
    requireDimensions(chain, input, second);
    if (!chain.accepts(quantity)) {
      throw new UnusableSpectrumException(
          Reason.WRONG_QUANTITY,
          String.format(
              "the spectrum holds %s, the model needs %s: "
                  + (quantity == Quantity.UNSPECIFIED
                      ? "say what it is with --quantity, or at the source"
                      : "choose a model for %1$s, or correct the quantity at the source"),
              quantity.id(),
              chain.quantity().id()));
    }
    if (second.isPresent()) {
      return ofPlanes(chain, input, second.get(), quantity);
    }
    AxisRange checked = new AxisRange(0, input.size());
    SpectralAxis axis = InputAxis.as(chain.axisKind(), input.under(quantity));
    boolean reversed = !axis.hasPointsOf(input);
    int room = input.size();
    List<PreparedStep> prepared = new ArrayList<>();
    boolean onGrid = false;
    for (Preprocessing step : chain.steps()) {
      if (step instanceof Preprocessing.Cut cut) {
        AxisRange kept = rangeOf(cut, axis);
        if (prepared.isEmpty() && !onGrid) {
          checked = new AxisRange(checked.from() + kept.from(), checked.from() + kept.to());
        } else {
          prepared.add(
              (from, to) -> {
                System.arraycopy(from, kept.from(), to, 0, kept.size());
                return 0;
              });
        }
        axis = kept.of(axis);
      } else if (step instanceof Preprocessing.Interpolate interpolate) {
        AxisRange covered = covered(interpolate, axis);
        if (prepared.isEmpty() && !onGrid) {
          AxisRange read =
              AxisRange.around(axis, interpolate.grid(), interpolate.method().degree());
          checked = new AxisRange(checked.from() + read.from(), checked.from() + read.to());
          axis = read.of(axis);
        }
        onGrid = true;
        if (!axis.hasPointsOf(interpolate.grid())) {
          prepared.add(
              new SplineInterpolation(
                  axis,
                  interpolate.grid(),
                  interpolate.method().degree(),
                  covered,
                  interpolate.outOfRange()));
        }
        axis = interpolate.grid();
      } else {
        prepared.add(prepare(step, axis));
      }
      room = Math.max(room, axis.size());
    }
    if (reversed) {
      prepared.add(0, InputAxis.reversal(checked.size()));
      checked = checked.mirrored(input.size());
    }
    QualityCheck check = new QualityCheck(chain.limits(), quantity, chain.quantity());
    return new Preprocessor(axis, input.size(), axis.size(), checked, check, prepared, room);
  }

  private static void requireDimensions(
      PreprocessingChain chain, SpectralAxis input, Optional<SpectralAxis> second)
      throws UnusableSpectrumException {
    if (second.isPresent() && chain.second().isEmpty()) {
      throw new UnusableSpectrumException(
          Reason.WRONG_DIMENSIONS,
          "the spectra are planes over "
              + input
              + " and "
              + second.get()
              + ", what reads them takes spectra of one dimension: choose a pipeline for planes");
    }
    if (second.isEmpty() && chain.second().isPresent()) {
      throw new UnusableSpectrumException(
          Reason.WRONG_DIMENSIONS,
          "the spectra have one axis, "
              + input
              + ", the model reads planes of "
              + chain.grid().size()
              + " × "
              + chain.second().get().size()
              + " points: choose a pipeline for spectra of one dimension");
    }
  }

  /** Scaling behind the grid takes all points of a plane for one row. */
  private static Preprocessor ofPlanes(
      PreprocessingChain chain, SpectralAxis along, SpectralAxis down, Quantity quantity)
      throws UnusableSpectrumException {
    PlaneGrid grid = chain.plane().orElseThrow();
    List<PreparedStep> prepared = new ArrayList<>(grid.prepare(along, down).stream().toList());
    for (Preprocessing step : chain.steps().subList(1, chain.steps().size())) {
      prepared.add(
          step instanceof Preprocessing.SpectrumScaling scaling
              ? SpectrumDivision.ofPoints(scaling.by(), grid.points())
              : new VariableStandardisation((Preprocessing.VariableScaling) step));
    }
    int points = along.size() * down.size();
    return new Preprocessor(
        grid.columns(),
        points,
        grid.points(),
        new AxisRange(0, points),
        new QualityCheck(chain.limits(), quantity, chain.quantity()),
        prepared,
        Math.max(points, grid.points()));
  }

  private static PreparedStep prepare(Preprocessing step, SpectralAxis axis) {
    if (step instanceof Preprocessing.LinearBaseline) {
      return new LineSubtraction(axis);
    }
    if (step instanceof Preprocessing.RubberbandBaseline) {
      return new HullSubtraction(axis);
    }
    if (step instanceof Preprocessing.AsymmetricLeastSquaresBaseline settings) {
      return new AsymmetricLeastSquares(settings, axis.size());
    }
    if (step instanceof Preprocessing.SavitzkyGolay settings) {
      return new SavitzkyGolayFilter(settings, axis);
    }
    if (step instanceof Preprocessing.SpectrumScaling scaling) {
      return new SpectrumDivision(scaling.by(), axis);
    }
    if (step instanceof Preprocessing.ScatterCorrection settings) {
      return new ScatterFit(settings, axis);
    }
    if (step instanceof Preprocessing.VariableScaling scaling) {
      return new VariableStandardisation(scaling);
    }
    throw new IllegalArgumentException(step + " stands where it cannot be prepared");
  }

  private static AxisRange rangeOf(Preprocessing.Cut cut, SpectralAxis axis)
      throws UnusableSpectrumException {
    return AxisRange.of(axis, cut.from(), cut.to())
        .orElseThrow(
            () ->
                new UnusableSpectrumException(
                    Reason.AXIS_TOO_NARROW,
                    String.format(
                        Locale.ROOT,
                        "the model reads %s–%s %s, spectrum covers %s–%s: choose another"
                            + " model, or re-measure",
                        exact(cut.from()),
                        exact(cut.to()),
                        axis.kind().unit(),
                        exact(axis.min()),
                        exact(axis.max()))));
  }

  private static AxisRange covered(Preprocessing.Interpolate wanted, SpectralAxis axis)
      throws UnusableSpectrumException {
    SpectralAxis grid = wanted.grid();
    AxisRange covered = AxisRange.of(grid, axis.min(), axis.max()).orElse(new AxisRange(0, 0));
    if (covered.size() < wanted.minimumCoverage() * grid.size() || covered.size() == 0) {
      boolean reject = wanted.outOfRange() == OutOfRange.REJECT;
      throw new UnusableSpectrumException(
          Reason.AXIS_TOO_NARROW,
          String.format(
              Locale.ROOT,
              "grid %s–%s %s needs %s%s–%s, spectrum covers %s–%s: choose a model %s, or"
                  + " re-measure",
              plain(grid.min()),
              plain(grid.max()),
              grid.kind().unit(),
              reject ? "" : Math.round(100 * wanted.minimumCoverage()) + " % of ",
              exact(grid.min()),
              exact(grid.max()),
              exact(axis.min()),
              exact(axis.max()),
              reject ? "with padding" : "for this range"));
    }
    int needed = wanted.method().degree() + 1;
    if (axis.size() < needed) {
      throw new UnusableSpectrumException(
          Reason.AXIS_TOO_COARSE,
          String.format(
              Locale.ROOT,
              "spectrum has %d points, %s interpolation needs %d: re-measure at a finer spacing",
              axis.size(),
              wanted.method().name().toLowerCase(Locale.ROOT),
              needed));
    }
    for (int i = 1; i < axis.size(); i++) {
      double gap = axis.at(i) - axis.at(i - 1);
      boolean inside = axis.at(i) > grid.min() && axis.at(i - 1) < grid.max();
      if (inside && gap > wanted.maximumGap() + AxisRange.tolerance(axis)) {
        throw new UnusableSpectrumException(
            Reason.AXIS_TOO_COARSE,
            String.format(
                Locale.ROOT,
                "grid %s–%s %s allows gaps of %s, spectrum has none between %s and %s:"
                    + " re-measure at a finer spacing, or choose a model for a coarser axis",
                plain(grid.min()),
                plain(grid.max()),
                grid.kind().unit(),
                plain(wanted.maximumGap()),
                exact(axis.at(i - 1)),
                exact(axis.at(i))));
      }
    }
    return covered;
  }

  /** A value with as many digits as tell it from one that would do: {@code 1000.04}, not 1000.0. */
  private static String exact(double value) {
    return new DecimalFormat("0.0####", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }

  /** The axis of the prepared spectra; of planes the one along a row. */
  public SpectralAxis grid() {
    return grid;
  }

  /** The values of a spectrum as it comes. */
  public int inputPoints() {
    return inputPoints;
  }

  /** The values of a prepared spectrum. */
  public int outputPoints() {
    return outputPoints;
  }

  /**
   * Prepares one spectrum, which may be a row inside a larger array.
   *
   * @param in holds {@link #inputPoints()} values from {@code inOffset}; not written to
   * @param out receives {@link #outputPoints()} values from {@code outOffset}; all zero if a flag
   *     is unusable, else all finite
   * @return bits of {@link QualityFlag}
   */
  public int apply(float[] in, int inOffset, float[] out, int outOffset) {
    double[] values = first;
    double[] next = second;
    int flags = check.load(in, inOffset + checked.from(), checked.size(), values);
    for (int i = 0; i < steps.length && !QualityFlag.unusable(flags); i++) {
      flags |= steps[i].apply(values, next);
      double[] swap = values;
      values = next;
      next = swap;
    }
    int points = outputPoints;
    if (!QualityFlag.unusable(flags)) {
      for (int i = 0; i < points; i++) {
        out[outOffset + i] = (float) values[i];
      }
      float largest = 0;
      for (int i = outOffset; i < outOffset + points; i++) {
        largest = Math.max(largest, Math.abs(out[i])); // NaN if one is
      }
      if (Float.isFinite(largest)) {
        return flags;
      }
      flags |= QualityFlag.NON_FINITE.bit();
    }
    Arrays.fill(out, outOffset, outOffset + points, 0f);
    return flags;
  }
}
