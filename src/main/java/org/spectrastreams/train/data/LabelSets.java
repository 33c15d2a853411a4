package org.spectrastreams.train.data;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Spectra that each carry any of several labels. The arrays are owned by this record and not
 * copied.
 *
 * @param axis the axis of all spectra
 * @param quantity what they measure
 * @param names the labels
 * @param spectra count × axis points, row-major
 * @param present count × labels: whether a spectrum carries a label
 */
public record LabelSets(
    SpectralAxis axis, Quantity quantity, List<String> names, float[] spectra, boolean[] present) {
  /** Checks the sizes. */
  public LabelSets {
    names = List.copyOf(names);
    if (names.isEmpty()
        || present.length % names.size() != 0
        || spectra.length != (long) present.length / names.size() * axis.size()) {
      throw new IllegalArgumentException(
          spectra.length
              + " values and "
              + present.length
              + " answers for "
              + names.size()
              + " labels; expected "
              + axis.size()
              + " values and one answer a label for each spectrum");
    }
  }

  /** The number of spectra. */
  public int count() {
    return present.length / names.size();
  }

  /** Spectra from the beginning of the set, for a model's probe. */
  public SpectrumBlock probe(int most) {
    int count = Math.min(most, count());
    return new SpectrumBlock(
        axis,
        quantity,
        new int[count],
        new int[count],
        Arrays.copyOf(spectra, count * axis.size()));
  }

  /**
   * The spectra after preprocessing.
   *
   * @throws IllegalArgumentException if the axis does not serve the chain, or a spectrum is
   *     unusable
   */
  public PreparedLabels prepare(PreprocessingChain chain) {
    int points = chain.grid().size();
    float[] rows = new float[count() * points];
    try {
      Preprocessor preprocessor = Preprocessor.compile(chain, axis, quantity);
      for (int i = 0; i < count(); i++) {
        int flags = preprocessor.apply(spectra, i * axis.size(), rows, i * points);
        if (QualityFlag.unusable(flags)) {
          throw new IllegalArgumentException(
              "spectrum " + i + " is " + QualityFlag.of(flags) + "; expected usable spectra");
        }
      }
    } catch (UnusableSpectrumException e) {
      throw new IllegalArgumentException("the data do not serve the recipe: " + e.getMessage(), e);
    }
    return new PreparedLabels(points, names.size(), rows, present);
  }
}
