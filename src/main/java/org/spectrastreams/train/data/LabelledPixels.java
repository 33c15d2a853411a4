package org.spectrastreams.train.data;

import java.util.Arrays;
import java.util.List;
import org.spectrastreams.preprocess.Preprocessing.VariableScaling;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Labelled spectra as they were measured or simulated, before any preprocessing. The arrays are
 * owned by this record and not copied.
 *
 * @param axis the axis of all spectra, cm⁻¹
 * @param quantity what they measure
 * @param classes the names of the classes
 * @param spectra count × axis points, row-major
 * @param labels the class that each spectrum is trained with
 * @param truth the class that each spectrum really has; the same as {@code labels} where labels are
 *     per pixel, another where they were given to a whole image, −1 where the pixel has no class
 * @param groups what must stay together when the spectra are split: an image, a block of columns
 */
public record LabelledPixels(
    SpectralAxis axis,
    Quantity quantity,
    List<String> classes,
    float[] spectra,
    int[] labels,
    int[] truth,
    int[] groups) {
  private static final int PROBE = 64;

  /** Checks the sizes. */
  public LabelledPixels {
    classes = List.copyOf(classes);
    if (spectra.length != (long) labels.length * axis.size()
        || truth.length != labels.length
        || groups.length != labels.length) {
      throw new IllegalArgumentException(
          spectra.length
              + " values, "
              + truth.length
              + " true classes and "
              + groups.length
              + " groups for "
              + labels.length
              + " labels; expected "
              + axis.size()
              + " values, one true class and one group a label");
    }
  }

  /** The number of spectra. */
  public int count() {
    return labels.length;
  }

  /** The chosen rows, in their order. */
  public LabelledPixels select(int[] rows) {
    int points = axis.size();
    float[] chosen = new float[rows.length * points];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(spectra, rows[i] * points, chosen, i * points, points);
    }
    return new LabelledPixels(
        axis, quantity, classes, chosen, pick(labels, rows), pick(truth, rows), pick(groups, rows));
  }

  /**
   * The same spectra with the classes of a model.
   *
   * @throws IllegalArgumentException if a label is none of them
   */
  public LabelledPixels as(List<String> known) {
    for (String name : classes) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "label '"
                + name
                + "' is no class of the model, which knows "
                + String.join(", ", known)
                + ": check --label, or rename it in the data");
      }
    }
    int[] renamed = Arrays.stream(labels).map(l -> known.indexOf(classes.get(l))).toArray();
    return new LabelledPixels(axis, quantity, known, spectra, renamed, renamed, groups);
  }

  /** Spectra from all over the set, for a model's probe to be chosen from. */
  public SpectrumBlock probe() {
    int count = Math.min(PROBE, count());
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) ((long) i * count() / count);
    }
    return new SpectrumBlock(
        axis, quantity, new int[count], new int[count], select(rows).spectra());
  }

  private static int[] pick(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  /**
   * The spectra that a chain finds usable, without preparing them.
   *
   * @throws IllegalArgumentException if the axis or the quantity does not serve the chain
   */
  public LabelledPixels usable(PreprocessingChain chain) {
    Preprocessor preprocessor = compile(chain);
    float[] row = new float[preprocessor.outputPoints()];
    int[] good = new int[count()];
    int found = 0;
    for (int i = 0; i < count(); i++) {
      if (!QualityFlag.unusable(preprocessor.apply(spectra, i * axis.size(), row, 0))) {
        good[found++] = i;
      }
    }
    return select(Arrays.copyOf(good, found));
  }

  /**
   * The chain with per-variable scaling at its end, its statistics taken from these spectra.
   *
   * @throws IllegalArgumentException if a spectrum is unusable
   */
  public PreprocessingChain withScaling(PreprocessingChain chain) {
    float[] rows = rows(chain);
    return chain.then(VariableScaling.fit(rows, count(), chain.grid().size()));
  }

  /**
   * The spectra after preprocessing, with the labels to train with.
   *
   * @throws IllegalArgumentException if a spectrum is unusable; see {@link #usable}
   */
  public PreparedSpectra prepare(PreprocessingChain chain) {
    return new PreparedSpectra(chain.grid().size(), classes.size(), rows(chain), labels);
  }

  /** The spectra after preprocessing, row-major. */
  private float[] rows(PreprocessingChain chain) {
    Preprocessor preprocessor = compile(chain);
    int points = preprocessor.outputPoints();
    float[] rows = new float[count() * points];
    for (int i = 0; i < count(); i++) {
      int flags = preprocessor.apply(spectra, i * axis.size(), rows, i * points);
      if (QualityFlag.unusable(flags)) {
        throw new IllegalArgumentException(
            "spectrum "
                + i
                + " is "
                + QualityFlag.of(flags)
                + "; expected usable spectra: leave the others out first");
      }
    }
    return rows;
  }

  private Preprocessor compile(PreprocessingChain chain) {
    try {
      return Preprocessor.compile(chain, axis, quantity);
    } catch (UnusableSpectrumException e) {
      throw new IllegalArgumentException("the data do not serve the recipe: " + e.getMessage(), e);
    }
  }
}
