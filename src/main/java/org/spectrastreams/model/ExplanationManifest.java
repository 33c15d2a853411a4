package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.model.ModelManifest.Figure;

/**
 * What is known of a model's explanations, as {@code explanations.json} of its package holds it.
 *
 * @param format the version of this format, {@value #FORMAT}
 * @param lime how the stable kind of LIME perturbs this model's spectra
 * @param crime how its contexts were made
 * @param reliability which methods passed their checks for this model, and by what figure
 * @param figures what was measured
 * @param limits what the explanations are known not to do, one sentence each
 * @param reproduce the commands that make them again
 * @param settings the recipe's settings, free form
 */
@JsonPropertyOrder({
  "format",
  "lime",
  "crime",
  "reliability",
  "figures",
  "limits",
  "reproduce",
  "settings"
})
public record ExplanationManifest(
    int format,
    Lime lime,
    Crime crime,
    List<Reliability> reliability,
    List<Figure> figures,
    List<String> limits,
    List<String> reproduce,
    Map<String, Object> settings) {
  /** The version of the format that this class reads and writes. */
  public static final int FORMAT = 1;

  /** The most dimensions of a latent space. */
  public static final int MAX_LATENT = 64;

  /** The most contexts of a model; their numbers travel as one byte in maps. */
  public static final int MAX_CONTEXTS = 250;

  /**
   * How the stable kind of LIME perturbs spectra.
   *
   * @param segmentSpacing distance between the middles of neighbouring segments, cm⁻¹
   * @param samples perturbed spectra of one explanation, unless asked for otherwise
   */
  public record Lime(double segmentSpacing, int samples) {
    /** Checks the ranges. */
    public Lime {
      if (!(segmentSpacing > 0) || samples < 1) {
        throw new IllegalArgumentException(
            "segments every "
                + segmentSpacing
                + " cm⁻¹ and "
                + samples
                + " samples; expected more than 0 of both");
      }
    }
  }

  /**
   * How contexts were made.
   *
   * @param vae the kind of variational auto-encoder: cp, ct, tt (semi-supervised) or dense
   * @param supervision the share of the training spectra whose predicted class it was given, 0 … 1
   * @param latent the dimensions of its latent space
   * @param contexts the number of contexts
   * @param spectra the spectra that they were made of
   * @param seed of the VAE and of k-means
   */
  public record Crime(
      String vae, double supervision, int latent, int contexts, int spectra, long seed) {
    /** Checks the ranges. */
    public Crime {
      if (!(supervision >= 0 && supervision <= 1)
          || latent < 1
          || latent > MAX_LATENT
          || contexts < 1
          || contexts > MAX_CONTEXTS
          || spectra < contexts) {
        throw new IllegalArgumentException(
            "supervision "
                + supervision
                + ", "
                + latent
                + " latent dimensions, "
                + contexts
                + " contexts of "
                + spectra
                + " spectra; expected 0 to 1, 1 to "
                + MAX_LATENT
                + ", 1 to "
                + MAX_CONTEXTS
                + " and no fewer spectra than contexts");
      }
    }
  }

  /**
   * Whether a method passed its sanity checks for this model.
   *
   * @param method the method's name, for instance lime or cam
   * @param reliable false marks every answer of the method for this model
   * @param measure what was measured
   * @param value the figure
   * @param expected what the figure had to be, in words
   */
  public record Reliability(
      String method, boolean reliable, String measure, double value, String expected) {}

  /** Checks the format and copies the lists. */
  public ExplanationManifest {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "explanations of format "
              + format
              + "; this version reads format "
              + FORMAT
              + ": use the version of Spectra Streams that they were made for");
    }
    reliability = List.copyOf(reliability);
    figures = List.copyOf(figures);
    limits = List.copyOf(limits);
    reproduce = List.copyOf(reproduce);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** What is known of a method's reliability; empty where it was not checked. */
  public Optional<Reliability> reliabilityOf(String method) {
    return reliability.stream().filter(found -> found.method().equals(method)).findFirst();
  }

  /** The bytes of {@code explanations.json}: UTF-8, indented. */
  public byte[] toJson() {
    return (ManifestJson.indented(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads {@code explanations.json}.
   *
   * @throws IllegalArgumentException if it is no JSON, a property is missing, unknown or given
   *     twice, or out of range
   */
  public static ExplanationManifest fromJson(byte[] json) {
    try {
      return ManifestJson.JSON.readValue(
          new String(json, StandardCharsets.UTF_8), ExplanationManifest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not an explanation manifest: " + e.getOriginalMessage(), e);
    }
  }
}
