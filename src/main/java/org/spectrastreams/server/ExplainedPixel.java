package org.spectrastreams.server;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.server.PixelAnswer.TopBand;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.proto.Wire.ExplanationAnswer;

/**
 * An explanation made on demand, as {@code GET
 * /api/images/{id}/pixels/{x}/{y}/explanations/{method}} tells it.
 *
 * @param simulated the spectrum was computed, not measured
 * @param predicted the class that the ensemble predicts
 * @param explained the class that the weights speak for
 * @param unreliable the method failed a check for this model
 * @param axis cm⁻¹, ascending
 * @param weights positive speaks for the class
 * @param topBands the most prominent bands that speak for it
 * @param samples perturbed spectra that were scored; 0 for a method without
 * @param seed of the design
 * @param rSquared of the local model on its own samples; NaN for a method without
 * @param reproducibility the expected correlation with the answer of another seed; NaN: not known
 * @param seconds from the question to the answer, with the way through the topics
 */
record ExplainedPixel(
    String image,
    int x,
    int y,
    boolean simulated,
    String method,
    String model,
    String modelVersion,
    String predicted,
    String explained,
    boolean unreliable,
    double[] axis,
    float[] weights,
    List<TopBand> topBands,
    long samples,
    String seed,
    Double rSquared,
    Double reproducibility,
    double seconds) {
  private static final int TOP_BANDS = 5;
  private static final double TOP_BANDS_APART = 15;

  static ExplainedPixel of(ExplanationAnswer answer, double seconds, Optional<Technique> table) {
    float[] wavenumbers = floats(answer.getWavenumbers());
    double[] axis = new double[wavenumbers.length];
    for (int i = 0; i < axis.length; i++) {
      axis[i] = wavenumbers[i];
    }
    float[] weights = floats(answer.getWeights());
    List<TopBand> bands =
        Explanation.ofWeights(answer.getMethod(), answer.getExplainedClass(), weights)
            .topBands(SpectralAxis.of(axis), false, TOP_BANDS, TOP_BANDS_APART)
            .stream()
            .map(peak -> ContextCards.band(peak.wavenumber(), peak.value(), table))
            .toList();
    return new ExplainedPixel(
        answer.getImageId(),
        answer.getX(),
        answer.getY(),
        answer.getSimulated(),
        answer.getMethod(),
        answer.getProvenance().getModel(),
        answer.getProvenance().getModelVersion(),
        answer.getClassNames(answer.getPredictedClass()),
        answer.getClassNames(answer.getExplainedClass()),
        answer.getProvenance().getUnreliableMethodsList().stream()
            .anyMatch(found -> found.getMethod().equals(answer.getMethod())),
        axis,
        weights,
        bands,
        Integer.toUnsignedLong(answer.getSamples()),
        Long.toUnsignedString(answer.getSeed()),
        orNull(answer.getRSquared()),
        orNull(answer.getReproducibility()),
        seconds);
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static float[] floats(ByteString packed) {
    float[] values = new float[packed.size() / Float.BYTES];
    packed.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** {@code curve,wavenumber,value} after comments on how it was made. */
  String toCsv() {
    StringBuilder csv = new StringBuilder();
    csv.append("# image: ").append(image).append('\n');
    csv.append("# pixel: ").append(x).append(' ').append(y).append('\n');
    csv.append("# model: ").append(model).append(' ').append(modelVersion).append('\n');
    csv.append("# class: ").append(explained).append('\n');
    if (samples > 0) {
      csv.append("# samples: ").append(samples).append("\n# seed: ").append(seed).append('\n');
    }
    if (rSquared != null) {
      csv.append("# r-squared: ").append(rSquared).append('\n');
    }
    if (reproducibility != null) {
      csv.append("# reproducibility: ").append(reproducibility).append('\n');
    }
    if (unreliable) {
      csv.append("# unreliable for this model: true\n");
    }
    if (simulated) {
      csv.append("# simulated: true\n");
    }
    csv.append("curve,wavenumber,value\n");
    CsvText.curve(csv, method, axis, weights);
    return csv.toString();
  }
}
