package org.spectrastreams.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Everything known about one pixel, as {@code GET /api/images/{id}/pixels/{x}/{y}} tells it: its
 * result, and what is not in it. Arrays are owned and not written to; NaN becomes null in JSON.
 *
 * @param result the result with its maps, as {@link org.spectrastreams.wire.json.ResultJson}
 * @param place where the result lies in the log
 * @param spectrum as it was measured; null where {@code spectrumMissing} says why
 * @param spectrumMissing why there is no spectrum; null where there is one
 * @param modelAxis ascending, of the result's maps, of planes the one along a row; null where there
 *     are none
 * @param modelSecondAxis ascending, of the rows of the maps of planes; null where there are none
 * @param modelAxisKind of {@code modelAxis}, as {@link org.spectrastreams.spectrum.AxisKind#id()};
 *     null where there are no maps
 * @param modelAxisMissing why the axis of maps cannot be told; null otherwise
 * @param strongest where the explanations of the predicted class stand out, by method
 */
record PixelAnswer(
    ObjectNode result,
    LogPlace place,
    Spectrum spectrum,
    String spectrumMissing,
    double[] modelAxis,
    double[] modelSecondAxis,
    String modelAxisKind,
    String modelAxisMissing,
    List<Strongest> strongest) {

  /**
   * A measured spectrum.
   *
   * @param axis ascending, in the unit of its kind; of planes the one along a row
   * @param secondAxis ascending, of the rows of planes; null for spectra of one dimension
   * @param axisKind as {@link org.spectrastreams.spectrum.AxisKind#id()}
   * @param values one for each point, of planes row after row
   * @param quantity as {@link org.spectrastreams.spectrum.Quantity#id()}
   * @param assignments which table of {@code /api/bands} speaks of its bands; null for none
   * @param source instrument or file
   * @param acquiredAtMs Unix time; null where it is not known
   */
  record Spectrum(
      double[] axis,
      double[] secondAxis,
      String axisKind,
      float[] values,
      String quantity,
      String assignments,
      String source,
      Long acquiredAtMs) {}

  /**
   * The bands of one explanation.
   *
   * @param method as {@link org.spectrastreams.explain.methods.ExplanationMethod#id()}
   * @param bands as {@link org.spectrastreams.wire.json.BandJson}; by whichever way the pipeline
   *     keeps the explanation, as bands or as a map
   */
  record Strongest(String method, ArrayNode bands) {}

  /** A place in the log; the index is that of the spectrum in the record's block. */
  record LogPlace(String topic, int partition, long offset, int index) {}
}
