package org.spectrastreams.train.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * Contexts next to reference spectra of pure substances (Zaki 2024): how much a context's mean
 * spectrum resembles each substance, over the whole axis and where its explanations look.
 *
 * @param substance the label of the reference spectrum
 * @param whole the correlation of reference and mean spectrum for each context, −1 … 1
 * @param weighted the same with every wavenumber counted by the size of the context's mean weight
 */
public record ContextReferences(String substance, double[] whole, double[] weighted) {

  /**
   * Compares contexts with the spectra of a sample.
   *
   * @param sample reference spectra, one a substance, each with a label
   * @throws IOException if the sample cannot be read
   * @throws IllegalArgumentException if the model cannot use one of them
   */
  public static List<ContextReferences> of(ModelPackage model, Contexts contexts, String sample)
      throws IOException {
    List<ContextReferences> found = new ArrayList<>();
    try (SpectrumSource source = Samples.open(sample)) {
      Preprocessor preprocessor =
          Preprocessor.compile(model.preprocessing(), source.axis(), source.quantity());
      for (SpectrumBlock block = source.next(16); block != null; block = source.next(16)) {
        for (int i = 0; i < block.count(); i++) {
          float[] reference = new float[model.axis().size()];
          int flags =
              preprocessor.apply(block.intensities(), i * block.axis().size(), reference, 0);
          if (QualityFlag.unusable(flags) || block.labels().isEmpty()) {
            throw new IllegalArgumentException(
                "sample "
                    + sample
                    + ", spectrum "
                    + block.x()[i]
                    + " is no reference; expected a label, and values that "
                    + model.id()
                    + " accepts");
          }
          found.add(of(block.labels().get(i), reference, contexts));
        }
      }
    } catch (UnusableSpectrumException e) {
      throw new IllegalArgumentException("sample " + sample + ": " + e.getMessage(), e);
    }
    return found;
  }

  private static ContextReferences of(String substance, float[] reference, Contexts contexts) {
    double[] whole = new double[contexts.count()];
    double[] weighted = new double[contexts.count()];
    double[] even = new double[reference.length];
    Arrays.fill(even, 1);
    for (int c = 0; c < contexts.count(); c++) {
      float[] weights = contexts.meanWeights(c);
      double[] sizes = new double[weights.length];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.abs(weights[i]);
      }
      whole[c] = correlation(reference, contexts.meanSpectrum(c), even);
      weighted[c] = correlation(reference, contexts.meanSpectrum(c), sizes);
    }
    return new ContextReferences(substance, whole, weighted);
  }

  /** Pearson's correlation in which every value counts by its share. */
  static double correlation(float[] a, float[] b, double[] shares) {
    double sum = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      sum += shares[i];
      ofA += shares[i] * a[i];
      ofB += shares[i] * b[i];
    }
    double meanA = ofA / sum;
    double meanB = ofB / sum;
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      both += shares[i] * (a[i] - meanA) * (b[i] - meanB);
      squaresA += shares[i] * (a[i] - meanA) * (a[i] - meanA);
      squaresB += shares[i] * (b[i] - meanB) * (b[i] - meanB);
    }
    return both / Math.sqrt(squaresA * squaresB);
  }
}
