package org.spectrastreams.train.choose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.family.Fitted;
import org.spectrastreams.train.family.PatternFeatures;

/**
 * A fitted classifier with what comes before it.
 *
 * @param candidate what it is
 * @param reference what scattering is corrected by; empty where it is not
 * @param correction what is done about scattering, for a graph that does it
 * @param turning what it is given of the view of a spectrum
 * @param fitted gives values whose softmax are the probabilities
 */
public record Member(
    Candidate candidate,
    Optional<float[]> reference,
    Correction correction,
    Turning turning,
    Fitted fitted) {
  /** The features of each pattern; 0 for a classifier of spectra. */
  int patterns() {
    return turning.patterns().isPresent() ? PatternFeatures.EACH : 0;
  }

  /** The number of support spectra; 0 for a linear classifier. */
  int supports() {
    return fitted instanceof Fitted.Kernels kernels ? kernels.supports().length : 0;
  }

  /** The dimensions of the space of the kernels; 0 for a linear classifier. */
  int axes() {
    return fitted instanceof Fitted.Kernels kernels ? kernels.axes() : 0;
  }

  /** The probabilities of prepared spectra, rows × classes. */
  double[][] probabilities(PreparedSpectra prepared) {
    double[][] rows = candidate.view().of(prepared.values(), prepared.points());
    double[][] probabilities = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = Probabilities.softmax(fitted.values(turning.apply(rows[i])), 1);
    }
    return probabilities;
  }

  /** The arrays of this member in a network that may be wider than it needs. */
  Map<String, float[]> arrays(Chemometric network) {
    int points = network.points();
    int classes = network.classes();
    Map<String, float[]> arrays = candidate.view().arrays(points, network.window());
    if (network.corrected()) {
      arrays.putAll(correction.arrays(candidate.view()));
    }
    boolean ofPatterns = turning.patterns().isPresent();
    arrays.put(Arrays.MIDDLE, ofPatterns ? new float[points] : floats(turning.rotation().mean()));
    float[] weights = new float[points * classes];
    float[] offsets = new float[classes];
    if (fitted instanceof Fitted.Linear linear && !ofPatterns) {
      double[][] slopes = turning.rotation().back(linear).weights();
      for (int c = 0; c < classes; c++) {
        offsets[c] = (float) linear.offsets()[c];
        for (int p = 0; p < points; p++) {
          weights[p * classes + c] = (float) slopes[c][p];
        }
      }
    } else if (fitted instanceof Fitted.Kernels kernels) {
      for (int c = 0; c < classes; c++) {
        offsets[c] = (float) kernels.offsets()[c];
      }
    }
    arrays.put(Arrays.LINEAR + ".w", weights);
    arrays.put(Arrays.LINEAR + ".b", offsets);
    if (network.supports() > 0) {
      arrays.putAll(kernelArrays(network));
    }
    if (network.patterns() > 0) {
      Optional<PatternWeights> weighed = turning.patterns().map(this::weights);
      for (int c = 0; c < classes && weighed.isPresent(); c++) {
        offsets[c] = (float) weighed.get().linear().offsets()[c];
      }
      arrays.putAll(PatternWeights.arrays(network, weighed));
    }
    return arrays;
  }

  private PatternWeights weights(PatternFeatures patterns) {
    return new PatternWeights(patterns, turning.rotation().back((Fitted.Linear) fitted));
  }

  /** With t = √(2γ) · place, exp(−γ|x − s|²) = exp(t·u − |u|²/2 − |t|²/2). */
  private Map<String, float[]> kernelArrays(Chemometric network) {
    int axes = network.axes();
    int supports = network.supports();
    int classes = network.classes();
    float[] turned = new float[network.points() * axes];
    float[] places = new float[axes * supports];
    float[] squares = new float[supports];
    float[] weights = new float[supports * classes];
    if (fitted instanceof Fitted.Kernels kernels) {
      double scale = Math.sqrt(2 * kernels.gamma());
      for (int k = 0; k < kernels.axes(); k++) {
        for (int p = 0; p < network.points(); p++) {
          turned[p * axes + k] = (float) (scale * turning.rotation().axes()[k][p]);
        }
      }
      for (int s = 0; s < kernels.supports().length; s++) {
        double square = 0;
        for (int k = 0; k < kernels.axes(); k++) {
          double place = scale * kernels.supports()[s][k];
          places[k * supports + s] = (float) place;
          square += place * place;
        }
        squares[s] = (float) (-square / 2);
        for (int c = 0; c < classes; c++) {
          weights[s * classes + c] = (float) kernels.weights()[s][c];
        }
      }
    }
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put(Arrays.AXES + ".w", turned);
    arrays.put(Arrays.AXES + ".b", new float[axes]);
    arrays.put(Arrays.SUPPORT, places);
    arrays.put(Arrays.SQUARES, squares);
    arrays.put(Arrays.WEIGHTS, weights);
    return arrays;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
