package org.spectrastreams.train.choose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.preprocess.Preprocessing.ScatterCorrection;
import org.spectrastreams.preprocess.Preprocessing.SpectrumScaling;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * Labelled spectra after the chains that views may follow.
 *
 * @param pixels as measured
 * @param chain ends on the grid
 * @param plain on the grid
 * @param variate on the grid, then the standard normal variate of each spectrum
 * @param correctable whether all spectra hold so much of their mean that scattering can be
 *     corrected by it
 */
public record Material(
    LabelledPixels pixels,
    PreprocessingChain chain,
    PreparedSpectra plain,
    PreparedSpectra variate,
    boolean correctable) {
  /** The polynomial that a correction of scattering takes away (Martens, Stark 1991). */
  static final int ORDER = 2;

  /**
   * Prepares spectra.
   *
   * @param chain ends on the grid
   * @throws IllegalArgumentException if a spectrum is unusable
   */
  public static Material of(LabelledPixels pixels, PreprocessingChain chain) {
    PreparedSpectra plain = pixels.prepare(chain);
    PreparedSpectra variate = pixels.prepare(chain.then(new SpectrumScaling(Scaling.SNV)));
    return new Material(
        pixels, chain, plain, variate, Correctable.of(variate, chain.grid(), ORDER));
  }

  private static float[] mean(PreparedSpectra spectra, int[] rows) {
    int points = spectra.points();
    double[] sum = new double[points];
    for (int row : rows) {
      for (int p = 0; p < points; p++) {
        sum[p] += spectra.values()[row * points + p];
      }
    }
    float[] mean = new float[points];
    for (int p = 0; p < points; p++) {
      mean[p] = (float) (sum[p] / rows.length);
    }
    return mean;
  }

  /**
   * What a view takes from the spectra that it is learned from, besides their labels: the reference
   * of a correction, their mean; empty for a view that takes nothing.
   */
  Optional<float[]> reference(View view, int[] rows) {
    return view.scatter() == View.Scatter.CORRECTED
        ? Optional.of(mean(plain, rows))
        : Optional.empty();
  }

  /** The chain of a view after one that ends on the grid. */
  static PreprocessingChain chain(PreprocessingChain grid, View view, Optional<float[]> reference) {
    return switch (view.scatter()) {
      case LEFT -> grid;
      case VARIATE -> grid.then(new SpectrumScaling(Scaling.SNV));
      case CORRECTED ->
          grid.then(new ScatterCorrection(reference.orElseThrow(), ORDER, List.of(), List.of()));
    };
  }

  /** Some spectra as a view finds them. */
  PreparedSpectra before(View view, Optional<float[]> reference, int[] rows) {
    return switch (view.scatter()) {
      case LEFT -> plain.select(rows);
      case VARIATE -> variate.select(rows);
      case CORRECTED -> pixels.select(rows).prepare(chain(chain, view, reference));
    };
  }

  /** The numbers of all spectra. */
  int[] all() {
    return IntStream.range(0, plain.count()).toArray();
  }

  /** The points of a spectrum. */
  public int points() {
    return plain.points();
  }

  /** The number of classes. */
  public int classes() {
    return plain.classes();
  }

  /** The group of each spectrum, from 0. */
  public int[] groups() {
    return pixels.groups();
  }

  /** The labels of some rows. */
  int[] labels(int[] rows) {
    return Arrays.stream(rows).map(row -> plain.labels()[row]).toArray();
  }

  /** The groups of some rows. */
  int[] groups(int[] rows) {
    return Arrays.stream(rows).map(row -> groups()[row]).toArray();
  }
}
