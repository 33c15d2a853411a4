package org.spectrastreams.server;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment.Technique;

/**
 * Everything known about one pixel, as {@code GET /api/images/{id}/pixels/{x}/{y}} tells it. Arrays
 * are owned and not written to; NaN becomes null in JSON.
 *
 * @param image the image's id
 * @param x pixel column
 * @param y pixel row
 * @param pipeline the name of the pipeline that made the result
 * @param simulated the spectrum was computed, not measured
 * @param spectrum as it was measured; null where {@code spectrumMissing} says why
 * @param spectrumMissing why there is no spectrum; null where there is one
 * @param scores what the ensemble says; null for a pipeline without a model
 * @param quality names of the quality flags
 * @param bands numbers read from bands
 * @param activationMap what the predicted class rests on; null where there is none
 * @param activationMapMissing why a map that was made cannot be shown; null otherwise
 * @param activationBands its strongest bands, where results carry them in its place; else empty
 * @param limeMap the amortised LIME weights; null where the results carry none
 * @param limeBands their strongest bands; empty where the results carry none
 * @param context the context that the spectrum was assigned to; null where there is none
 * @param unreliableMethods methods that failed a check for this model: their maps and bands are not
 *     to be trusted
 * @param provenance what made the result
 * @param result where the result lies in the log
 */
record PixelAnswer(
    String image,
    int x,
    int y,
    String pipeline,
    boolean simulated,
    Spectrum spectrum,
    String spectrumMissing,
    Scores scores,
    List<String> quality,
    List<BandValue> bands,
    ActivationMap activationMap,
    String activationMapMissing,
    List<TopBand> activationBands,
    ActivationMap limeMap,
    List<TopBand> limeBands,
    ContextFinding context,
    List<UnreliableMethod> unreliableMethods,
    Provenance provenance,
    LogPlace result) {

  /** The table that says what its bands stand for; empty where none does. */
  Optional<Technique> assignments() {
    return Optional.ofNullable(spectrum).map(Spectrum::assignments).flatMap(Technique::parse);
  }

  /**
   * A measured spectrum.
   *
   * @param axis cm⁻¹, ascending
   * @param values one for each wavenumber
   * @param quantity as {@link org.spectrastreams.spectrum.Quantity#id()}
   * @param assignments which table of {@code /api/bands} speaks of its bands; null for none
   * @param source instrument or file
   * @param acquiredAtMs Unix time; null where it is not known
   */
  record Spectrum(
      double[] axis,
      float[] values,
      String quantity,
      String assignments,
      String source,
      Long acquiredAtMs) {}

  /**
   * The ensemble's answer.
   *
   * @param classes their names, in the order of the arrays
   * @param predicted the predicted class; null for a spectrum that got none
   * @param probabilities fraction of the members' votes for each class
   * @param meanProbabilities mean softmax output of the members for each class
   * @param memberVotes index of each member's class; −1 for no vote
   * @param confidence mean probability of the predicted class; NaN for none
   * @param agreement fraction of the votes for the predicted class; NaN for none
   */
  record Scores(
      List<String> classes,
      String predicted,
      float[] probabilities,
      float[] meanProbabilities,
      int[] memberVotes,
      float confidence,
      float agreement) {}

  /**
   * A method that failed a check for the model.
   *
   * @param measure what was measured
   * @param expected of a reliable method
   */
  record UnreliableMethod(String method, String measure, double value, String expected) {}

  /** One number read from a band. */
  record BandValue(String name, String title, String unit, float value) {}

  /**
   * One value a wavenumber of the model's axis: positive speaks for the predicted class.
   *
   * @param axis cm⁻¹, ascending
   * @param topBands its most prominent positive peaks, most prominent first
   */
  record ActivationMap(double[] axis, float[] values, String method, List<TopBand> topBands) {}

  /**
   * A band of an explanation.
   *
   * @param wavenumber cm⁻¹
   * @param value positive speaks for the class
   * @param assignment what usually absorbs there; null where nothing is known, and for Raman
   */
  record TopBand(double wavenumber, float value, String assignment) {}

  /**
   * The spectrum's context.
   *
   * @param id its number
   * @param label the class that it stands for
   * @param distance to its centre in the latent space
   * @param outside farther out than 95 % of its training spectra
   * @param contradicts it stands for another class than the predicted one
   * @param linearised the class that the linearised classifier votes for
   * @param latent where the spectrum is drawn in the latent space, x and y
   */
  record ContextFinding(
      int id,
      String label,
      float distance,
      boolean outside,
      boolean contradicts,
      String linearised,
      float[] latent) {}

  /** The fields of the wire contract's Provenance; empty texts become null. */
  record Provenance(
      String model,
      String modelVersion,
      String modelDigest,
      String preprocessingDigest,
      String serviceVersion,
      String explanationMethod,
      long explanationSamples,
      String explanationSeed,
      LogPlace source) {}

  /** A place in the log; the row is that of the spectrum in the record's block. */
  record LogPlace(String topic, int partition, long offset, int row) {}
}
