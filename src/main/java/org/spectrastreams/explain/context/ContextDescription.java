package org.spectrastreams.explain.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What {@value Contexts#JSON_FILE} holds.
 *
 * @param format {@value Contexts#FORMAT}
 * @param kind the encoder and decoder of the auto-encoder: cp, ct, tt or dense
 * @param supervision the share of the spectra whose predicted class the auto-encoder was told, 0 to
 *     1
 * @param latent the dimensions of the latent space
 * @param points the points of the model's axis
 * @param classes the names of the model's classes
 * @param seed of the auto-encoder and of the grouping
 * @param total the number of spectra that were grouped; a context's occupancy is its share
 * @param silhouette the mean silhouette of the grouping in the latent space, −1 to 1
 * @param projection for drawing
 * @param contexts all contexts in the order of their numbers
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "format",
  "kind",
  "supervision",
  "latent",
  "points",
  "classes",
  "seed",
  "total",
  "silhouette",
  "projection",
  "contexts"
})
public record ContextDescription(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) double supervision,
    @JsonProperty(required = true) int latent,
    @JsonProperty(required = true) int points,
    @JsonProperty(required = true) List<String> classes,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) int total,
    @JsonProperty(required = true) double silhouette,
    @JsonProperty(required = true) LatentProjection projection,
    @JsonProperty(required = true) List<Context> contexts) {
  /** Checks that the parts agree. */
  public ContextDescription {
    classes = List.copyOf(classes);
    if (format != Contexts.FORMAT) {
      throw new IllegalArgumentException(
          "contexts of format "
              + format
              + "; this version reads format "
              + Contexts.FORMAT
              + ": use the version of Spectra Streams that the model was made for");
    }
    if (contexts.isEmpty() || contexts.size() > Contexts.MAX_CONTEXTS) {
      throw new IllegalArgumentException(
          contexts.size() + " contexts; expected 1 to " + Contexts.MAX_CONTEXTS);
    }
    contexts = List.copyOf(contexts);
    if (latent < 1 || latent > Contexts.MAX_LATENT || projection.mean().length != latent) {
      throw new IllegalArgumentException(
          "latent space of "
              + latent
              + " dimensions, drawn from "
              + projection.mean().length
              + "; expected the same number, 1 to "
              + Contexts.MAX_LATENT);
    }
    if (!(supervision >= 0 && supervision <= 1) || !Double.isFinite(silhouette)) {
      throw new IllegalArgumentException(
          "supervision "
              + supervision
              + ", silhouette "
              + silhouette
              + "; expected a share from 0 to 1 and a finite number");
    }
    long sum = 0;
    for (int k = 0; k < contexts.size(); k++) {
      Context context = contexts.get(k);
      if (context.id() != k || context.histogram().size() != classes.size()) {
        throw new IllegalArgumentException(
            "context "
                + context.id()
                + " in place "
                + k
                + " counts "
                + context.histogram().size()
                + " classes; expected number "
                + k
                + " and "
                + classes.size()
                + " classes");
      }
      sum += context.size();
    }
    if (sum != total) {
      throw new IllegalArgumentException(
          "the contexts hold " + sum + " spectra; expected the total, " + total);
    }
  }
}
