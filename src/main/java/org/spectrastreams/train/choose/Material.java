package org.spectrastreams.train.choose;

import java.util.Arrays;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.preprocess.Preprocessing.SpectrumScaling;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;

/**
 * Labelled spectra after both chains that views may follow.
 *
 * @param plain on the grid
 * @param variate on the grid, then the standard normal variate of each spectrum
 * @param groups the group of each spectrum, from 0
 */
public record Material(PreparedSpectra plain, PreparedSpectra variate, int[] groups) {
  /**
   * Prepares spectra.
   *
   * @param chain ends on the grid
   * @throws IllegalArgumentException if a spectrum is unusable
   */
  public static Material of(LabelledPixels pixels, PreprocessingChain chain) {
    return new Material(pixels.prepare(chain), pixels.prepare(withVariate(chain)), pixels.groups());
  }

  /** The chain of views that follow the standard normal variate. */
  static PreprocessingChain withVariate(PreprocessingChain chain) {
    return chain.then(new SpectrumScaling(Scaling.SNV));
  }

  /** The spectra as a view finds them. */
  PreparedSpectra before(View view) {
    return view.variate() ? variate : plain;
  }

  /** The points of a spectrum. */
  public int points() {
    return plain.points();
  }

  /** The number of classes. */
  public int classes() {
    return plain.classes();
  }

  /** The labels of some rows. */
  int[] labels(int[] rows) {
    return Arrays.stream(rows).map(row -> plain.labels()[row]).toArray();
  }

  /** The groups of some rows. */
  int[] groups(int[] rows) {
    return Arrays.stream(rows).map(row -> groups[row]).toArray();
  }
}
