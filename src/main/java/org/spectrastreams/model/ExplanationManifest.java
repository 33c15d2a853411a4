package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * @param lime how the stable kind of LIME perturbs this model's spectra; {@link Lime#NONE} where
 *     spectra are not perturbed
 * @param crime how its contexts were made; {@link Crime#NONE} where there are none
 * @param reliability which methods passed their checks for this model, and by what figure
 * @param figures what was measured
 * @param limits what the explanations are known not to do, one sentence each
 * @param reproduce the commands that make them again
 * @param settings the recipe's settings, free form
 * @param preferred the id of the best reliable method, which is asked for where nobody names one;
 *     empty where it was not measured, or none is reliable
 */
@JsonPropertyOrder({
  "format",
  "lime",
  "crime",
  "reliability",
  "figures",
  "limits",
  "reproduce",
  "settings",
  "preferred"
})
public record ExplanationManifest(
    int format,
    Lime lime,
    Crime crime,
    List<Reliability> reliability,
    List<Figure> figures,
    List<String> limits,
    List<String> reproduce,
    Map<String, Object> settings,
    String preferred) {
  /** The version of the format that this class reads and writes. */
  public static final int FORMAT = 1;

  /** The most dimensions of a latent space. */
  public static final int MAX_LATENT = 64;

  /** The most contexts of a model; their numbers travel as one byte in maps. */
  public static final int MAX_CONTEXTS = 250;

  /**
   * The same with other verdicts, and what they rest on.
   *
   * @param verdicts in the place of {@link #reliability}
   * @param measured in the place of {@link #figures}
   * @param shortcomings in the place of {@link #limits}
   * @param best in the place of {@link #preferred}
   */
  public ExplanationManifest judged(
      List<Reliability> verdicts, List<Figure> measured, List<String> shortcomings, String best) {
    return new ExplanationManifest(
        format, lime, crime, verdicts, measured, shortcomings, reproduce, settings, best);
  }

  /**
   * How the stable kind of LIME perturbs spectra.
   *
   * @param segmentSpacing distance between the middles of neighbouring segments, cm⁻¹
   * @param samples perturbed spectra of one explanation, unless asked for otherwise
   */
  public record Lime(double segmentSpacing, int samples) {
    /** What a package says that has no background of training spectra. */
    public static final Lime NONE = new Lime(0, 0);

    /** Whether spectra are perturbed, and with that the files of their background are there. */
    @JsonIgnore
    public boolean isKnown() {
      return samples > 0;
    }

    /** Checks the ranges. */
    public Lime {
      boolean none = segmentSpacing == 0 && samples == 0;
      if (!none && (!(segmentSpacing > 0) || samples < 1)) {
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
    /** What a package says that has neither contexts nor an amortised explainer. */
    public static final Crime NONE = new Crime("none", 0, 0, 0, 0, 0);

    /** Whether there are contexts, and with them the amortised explainer. */
    @JsonIgnore
    public boolean isKnown() {
      return contexts > 0;
    }

    /** Checks the ranges. */
    public Crime {
      boolean none = vae.equals("none") && latent == 0 && contexts == 0;
      if (!none && isOutOfRange(supervision, latent, contexts, spectra)) {
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

    private static boolean isOutOfRange(double supervision, int latent, int contexts, int spectra) {
      return !(supervision >= 0 && supervision <= 1)
          || latent < 1
          || latent > MAX_LATENT
          || contexts < 1
          || contexts > MAX_CONTEXTS
          || spectra < contexts;
    }
  }

  /**
   * One check of a method for this model.
   *
   * @param measure what was measured
   * @param value the figure
   * @param expected what the figure had to be, in words
   * @param passed whether it was
   */
  public record Check(String measure, double value, String expected, boolean passed) {
    /** A check without a figure is none. */
    public Check {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "check '" + measure + "' found " + value + "; expected a finite figure");
      }
    }
  }

  /**
   * Whether a method passed its checks for this model.
   *
   * @param method the method's name, for instance lime or cam
   * @param reliable false marks every answer of the method for this model
   * @param measure what decided: the first check that failed, else the last one
   * @param value the figure
   * @param expected what the figure had to be, in words
   * @param checks all checks that were made; none are listed in packages of earlier versions
   */
  public record Reliability(
      String method,
      boolean reliable,
      String measure,
      double value,
      String expected,
      List<Check> checks) {
    /** Copies the list. */
    public Reliability {
      checks = List.copyOf(checks);
    }

    /** A verdict by one check that is not listed by itself. */
    public Reliability(
        String method, boolean reliable, String measure, double value, String expected) {
      this(method, reliable, measure, value, expected, List.of());
    }

    /**
     * The verdict on a method by its checks: reliable if it passed all.
     *
     * @param checks one or more
     */
    public static Reliability of(String method, List<Check> checks) {
      Check deciding =
          checks.stream()
              .filter(check -> !check.passed())
              .findFirst()
              .orElse(checks.get(checks.size() - 1));
      return new Reliability(
          method,
          deciding.passed(),
          deciding.measure(),
          deciding.value(),
          deciding.expected(),
          checks);
    }

    /** The verdict with one more check, in the place of an earlier one of the same measure. */
    public Reliability with(Check more) {
      List<Check> all = new ArrayList<>(checks);
      all.removeIf(known -> known.measure().equals(more.measure()));
      if (all.isEmpty()) {
        all.add(new Check(measure, value, expected, reliable));
        all.removeIf(known -> known.measure().equals(more.measure()));
      }
      all.add(more);
      return of(method, all);
    }
  }

  /** What is known before methods were measured against each other. */
  public ExplanationManifest(
      int format,
      Lime lime,
      Crime crime,
      List<Reliability> reliability,
      List<Figure> figures,
      List<String> limits,
      List<String> reproduce,
      Map<String, Object> settings) {
    this(format, lime, crime, reliability, figures, limits, reproduce, settings, "");
  }

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
      return ManifestJson.readExplanations(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not an explanation manifest: " + e.getOriginalMessage(), e);
    }
  }
}
