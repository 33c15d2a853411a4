package org.spectrastreams.train.choose;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.chemometric.Chemometric.Arrays;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.family.Fitted;
import org.spectrastreams.train.family.Rotation;

/**
 * A fitted classifier with what comes before it.
 *
 * @param candidate what it is
 * @param rotation how the view of a spectrum is turned
 * @param fitted gives values whose softmax are the probabilities
 */
public record Member(Candidate candidate, Rotation rotation, Fitted fitted) {
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
      probabilities[i] = Probabilities.softmax(fitted.values(rotation.apply(rows[i])), 1);
    }
    return probabilities;
  }

  /** The arrays of this member in a network that may be wider than it needs. */
  Map<String, float[]> arrays(Chemometric network) {
    int points = network.points();
    int classes = network.classes();
    Map<String, float[]> arrays = candidate.view().arrays(points, network.window());
    arrays.put(Arrays.MIDDLE, floats(rotation.mean()));
    float[] weights = new float[points * classes];
    float[] offsets = new float[classes];
    if (fitted instanceof Fitted.Linear linear) {
      double[][] slopes = rotation.back(linear).weights();
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
    return arrays;
  }

  /** With t = √(2γ) · place, exp(−γ|x − s|²) = exp(t·u − |u|²/2 − |t|²/2). */
  private Map<String, float[]> kernelArrays(Chemometric network) {
    int axes = network.axes();
    int supports = network.supports();
    int classes = network.classes();
    float[] turning = new float[network.points() * axes];
    float[] places = new float[axes * supports];
    float[] squares = new float[supports];
    float[] weights = new float[supports * classes];
    if (fitted instanceof Fitted.Kernels kernels) {
      double scale = Math.sqrt(2 * kernels.gamma());
      for (int k = 0; k < kernels.axes(); k++) {
        for (int p = 0; p < network.points(); p++) {
          turning[p * axes + k] = (float) (scale * rotation.axes()[k][p]);
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
    arrays.put(Arrays.AXES + ".w", turning);
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
