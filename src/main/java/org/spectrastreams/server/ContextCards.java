package org.spectrastreams.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextDescription;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.export.CsvField;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.server.ExplainedModels.ExplainedModel;
import org.spectrastreams.wire.json.BandJson;

/**
 * The contexts of a model, as {@code GET /api/pipelines/{name}/contexts} tells them.
 *
 * @param model its name
 * @param version its version
 * @param digest of its package
 * @param simulated it was trained on computed spectra
 * @param quantity what its spectra measure, {@link org.spectrastreams.spectrum.Quantity#id()}
 * @param classes the names of its classes
 * @param encoder the kind of auto-encoder behind the latent space
 * @param supervision the share of the training spectra whose class the auto-encoder was told
 * @param silhouette how well the contexts are apart, −1 to 1
 * @param total the spectra that were grouped
 * @param axis of all curves, cm⁻¹
 * @param contexts in the order of their numbers
 * @param latent spectra of the training in the latent space
 * @param reliability which methods passed their checks for the model
 * @param preferred the method to ask where nobody names one
 */
record ContextCards(
    String model,
    String version,
    String digest,
    boolean simulated,
    String quantity,
    List<String> classes,
    String encoder,
    double supervision,
    double silhouette,
    int total,
    double[] axis,
    List<Card> contexts,
    LatentPoints latent,
    List<Reliability> reliability,
    String preferred) {

  /**
   * One context.
   *
   * @param label the class that it stands for
   * @param occupancy its share of the spectra that were grouped, 0 to 1
   * @param histogram its spectra by predicted class
   * @param radius the distance from its centre within which 95 % of them lie
   * @param bands of its mean explanation, as {@link BandJson}
   * @param meanSpectrum prepared as the model sees it, not as measured
   * @param meanBeforeStandardisation the same before the scaling by statistics of the training, in
   *     the quantity of the spectra
   * @param meanWeights positive speaks for the label
   */
  record Card(
      int id,
      String label,
      int size,
      double occupancy,
      List<Integer> histogram,
      float radius,
      ArrayNode bands,
      float[] meanSpectrum,
      float[] meanBeforeStandardisation,
      float[] meanWeights) {}

  /** Spectra of the training: place, context and predicted class of each. */
  record LatentPoints(float[] x, float[] y, int[] context, int[] predicted) {}

  /** The contexts of a model that has some. */
  static ContextCards of(ExplainedModel model, Optional<Technique> table) {
    Contexts contexts = model.contexts().orElseThrow();
    ContextDescription about = contexts.description();
    List<Card> cards = new ArrayList<>();
    for (Context context : about.contexts()) {
      cards.add(
          new Card(
              context.id(),
              about.classes().get(context.label()),
              context.size(),
              contexts.occupancy(context.id()),
              context.histogram(),
              context.radius(),
              BandJson.of(contexts.bands(context.id()), table),
              contexts.meanSpectrum(context.id()),
              model.unscaled().apply(contexts.meanSpectrum(context.id())),
              contexts.meanWeights(context.id())));
    }
    return new ContextCards(
        model.id().name(),
        model.id().version(),
        model.digest(),
        model.simulated(),
        model.quantity().id(),
        about.classes(),
        about.kind(),
        about.supervision(),
        about.silhouette(),
        about.total(),
        contexts.axis().toArray(),
        cards,
        points(model.latent()),
        model.reliability(),
        model.preferred());
  }

  private static LatentPoints points(float[] rows) {
    int count = rows.length / ExplainedModels.LATENT_COLUMNS;
    LatentPoints points =
        new LatentPoints(new float[count], new float[count], new int[count], new int[count]);
    for (int i = 0; i < count; i++) {
      int row = i * ExplainedModels.LATENT_COLUMNS;
      points.x[i] = rows[row];
      points.y[i] = rows[row + 1];
      points.context[i] = (int) rows[row + 2];
      points.predicted[i] = (int) rows[row + 3];
    }
    return points;
  }

  /** Two lines a context, its mean spectrum and its mean weights, after comments on the model. */
  String toCsv() {
    StringBuilder csv = new StringBuilder();
    csv.append("# model: ").append(model).append(' ').append(version).append('\n');
    csv.append("# digest: ").append(digest).append('\n');
    if (simulated) {
      csv.append("# simulated: true\n");
    }
    csv.append("context,label,size,occupancy,radius");
    classes.forEach(name -> csv.append(',').append(CsvField.of("predicted " + name)));
    csv.append(",bands,curve");
    for (double wavenumber : axis) {
      csv.append(',').append(wavenumber);
    }
    csv.append('\n');
    for (Card card : contexts) {
      line(csv, card, "mean-spectrum", card.meanSpectrum);
      line(csv, card, "mean-weights", card.meanWeights);
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, Card card, String curve, float[] values) {
    csv.append(card.id).append(',').append(CsvField.of(card.label)).append(',');
    csv.append(card.size).append(',').append(card.occupancy).append(',').append(card.radius);
    card.histogram.forEach(count -> csv.append(',').append(count));
    List<String> bands = new ArrayList<>();
    card.bands.forEach(
        band ->
            bands.add(String.format(Locale.ROOT, "%.0f", band.get("wavenumber").doubleValue())));
    csv.append(',').append(String.join(" ", bands)).append(',').append(curve);
    for (float value : values) {
      csv.append(',').append(value);
    }
    csv.append('\n');
  }
}
