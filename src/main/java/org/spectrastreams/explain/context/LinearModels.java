package org.spectrastreams.explain.context;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * One linear model for each context: the log-odds of every class as weights on the means of bands
 * plus a constant. What the contexts' spectra have in common is thereby a classifier that a person
 * can read: a weight says what a class gains when the band rises by one unit of the prepared
 * spectrum.
 *
 * <p>This is the linearised classifier of a package that has {@value ModelPackage#LINEAR}, float32
 * [contexts, classes, bands + 1], the constant last; packages without it keep the published form,
 * see {@link ContextScorer}. Immutable and safe for any number of threads.
 */
public final class LinearModels {
  private final int contexts;
  private final int classes;
  private final BandMeans bands;
  private final float[] values;

  /**
   * Models of a number of contexts.
   *
   * @param values contexts × classes × (bands + 1), the constant last; copied
   * @throws IllegalArgumentException if there are more or fewer, or one is not finite
   */
  public LinearModels(int contexts, int classes, SpectralAxis axis, float[] values) {
    this(contexts, classes, new BandMeans(axis), values);
  }

  private LinearModels(int contexts, int classes, BandMeans bands, float[] values) {
    this.contexts = contexts;
    this.classes = classes;
    this.bands = bands;
    this.values = values.clone();
    long expected = (long) contexts * classes * (bands.count() + 1);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          ModelPackage.LINEAR
              + " holds "
              + values.length
              + " values; expected "
              + contexts
              + " contexts × "
              + classes
              + " classes × "
              + (bands.count() + 1));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            ModelPackage.LINEAR + " holds " + value + "; expected finite numbers");
      }
    }
  }

  /**
   * What a package holds; empty for packages made before there were such models. How many bands
   * they have stands in the file: on axes not in cm⁻¹ it was another number once.
   *
   * @throws IllegalArgumentException if the file is damaged or of another model
   */
  static Optional<LinearModels> of(ModelPackage model, int contexts) {
    return model
        .optionalExplanationFile(ModelPackage.LINEAR)
        .map(
            bytes -> {
              int classes = model.classes().size();
              Npy read = Npy.read(ModelPackage.LINEAR, bytes, contexts, classes, -1);
              int bands = read.length(2) - 1;
              if (bands < 1 || bands > model.axis().size()) {
                throw new IllegalArgumentException(
                    "%s is of %d bands; expected 1 to the %d points of the axis"
                        .formatted(ModelPackage.LINEAR, bands, model.axis().size()));
              }
              return new LinearModels(
                  contexts, classes, new BandMeans(model.axis(), bands), read.values());
            });
  }

  /** The content of {@value ModelPackage#LINEAR}. */
  public byte[] toNpy() {
    return new Npy(new int[] {contexts, classes, bands.count() + 1}, values).toBytes();
  }

  /** The bands whose means the models know. */
  public BandMeans bands() {
    return bands;
  }

  /** The weights of one class in one context, one for each band. */
  public float[] weights(int context, int classIndex) {
    int from = at(context, classIndex);
    return Arrays.copyOfRange(values, from, from + bands.count());
  }

  /**
   * The log-odds of one class.
   *
   * @param means of the spectrum, as {@link #bands} give them
   */
  public float logOdds(int context, int classIndex, float[] means) {
    int from = at(context, classIndex);
    float sum = values[from + bands.count()];
    for (int k = 0; k < bands.count(); k++) {
      sum += values[from + k] * means[k];
    }
    return sum;
  }

  /** The class of the highest log-odds; of equals the first. */
  public int vote(int context, float[] means) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      float odds = logOdds(context, c, means);
      if (odds > most) {
        most = odds;
        best = c;
      }
    }
    return best;
  }

  int contexts() {
    return contexts;
  }

  int points() {
    return bands.points();
  }

  private int at(int context, int classIndex) {
    return (context * classes + classIndex) * (bands.count() + 1);
  }
}
